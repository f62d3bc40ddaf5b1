import { run } from "../system/command";

/**
 * A shell script, for root in the machine's own network, that loads br_netfilter where it is not there: packets between pods of one node
 * then pass that node's rules (`net.bridge.bridge-nf-call-iptables`), without which the answer to a pod that asked a Service keeps the
 * other pod's address. The module turns that on for the machine's own bridges too, virtual machines' among them; so it is turned off
 * there at once, and each of the lab's nodes turns it on for itself.
 */
export const LOAD_BRIDGE_FILTER = `[ ! -e /proc/sys/net/bridge ] || exit 0
modprobe br_netfilter
for f in /proc/sys/net/bridge/bridge-nf-call-*; do echo 0 >$f; done`;

/** Runs it as root; a machine without the module has labs without it, as `lab doctor` says. */
export async function loadBridgeFilter(): Promise<void> {
  await run(["sh", "-ec", LOAD_BRIDGE_FILTER]).catch(() => undefined);
}
