import { LOAD_BRIDGE_FILTER } from "../../../local/bridgeFilter";
import { check, type Check } from "../check";
import { moduleWayOut, type MachineFacts } from "../machineFacts";
import { lackingModules, wholeOrPieces } from "./pieces";
import type { Outcomes, Trial } from "./trial";

/** The network of nodes and pods: bridges, cables, and bridged packets that pass kube-proxy's rules. */
export const LINK_TRIALS: readonly Trial[] = [
  {
    name: "links",
    where: "own",
    needs: ["ip"],
    script: wholeOrPieces(
      "ip link add lab0 type bridge && ip link add lab1 type veth peer name lab2 && ip link set lab1 master lab0",
      [
        { module: "bridge", line: "ip link add lab3 type bridge" },
        { module: "veth", line: "ip link add lab4 type veth peer name lab5" },
      ],
    ),
  },
  { name: "load br_netfilter", where: "host", script: LOAD_BRIDGE_FILTER },
  { name: "br_netfilter", where: "own", script: "echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables" },
];

export function linkChecks(outcomes: Outcomes, facts: MachineFacts): Check[] {
  const [links, filter] = ["links", "br_netfilter"].map(outcomes);
  const needed = "a bridge with cables in a network of its own";
  const modules = lackingModules(links?.words ?? "");
  const lacking = modules.length > 0 ? `the kernel lacks ${modules.join(", ")}` : (links?.words ?? "");
  return [
    ...(links === undefined
      ? []
      : [check("links", needed, links.works ? "made" : lacking, links.works, moduleWayOut(modules, facts))]),
    ...(filter === undefined ? [] : [bridgeFilter(filter.works, facts)]),
  ];
}

/** No finding of the lab's own needs it; a pod that asks its own Service does. */
function bridgeFilter(works: boolean, facts: MachineFacts): Check {
  const what = { name: "br_netfilter", needed: "bridge-nf-call-iptables in each node" };
  if (works) return { ...what, found: "settable", verdict: "ok" };
  return {
    ...what,
    found: "not there: a pod gets no answer from a Service by a pod of its own node",
    verdict: "note",
    wayOut: moduleWayOut(["br_netfilter"], facts),
  };
}
