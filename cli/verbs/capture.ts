import type { Command } from "commander";
import { REQUESTS } from "../../experiments/capture/line";
import { capturePackets } from "../capture/capturePackets";
import { positiveSeconds } from "../capture/seconds";
import { stackOf, withStack } from "../stackName";

interface Options {
  readonly filter: string;
  readonly captureFilter: string;
  readonly live?: true;
  readonly seconds?: number;
  readonly nodes?: string;
  readonly write?: string;
  readonly json?: true;
}

export function define(command: Command): void {
  withStack(command)
    .option("--filter <display filter>", "which packets to print, in Wireshark's language", "http.request")
    .option(
      "--capture-filter <filter>",
      "which packets to take off the wire at all, in tcpdump's language",
      REQUESTS.captureFilter,
    )
    .option("--live", "print each as it comes; otherwise all in the order of time, at the end")
    .option("--seconds <number>", "how long, from when every node is seen to capture", positiveSeconds)
    .option("--nodes <names>", "only these, parted by commas")
    .option("--write <folder>", "keep the packets: a pcap for each node and one pcapng of all")
    .option("--json", "print each packet as a line of JSON")
    .addHelpText("after", HELP)
    .action(async ({ live, json, nodes, ...rest }: Options) => {
      const order = { live: live === true, json: json === true, nodes: nodes?.split(","), ...rest };
      await capturePackets(stackOf(command), order);
    });
}

const HELP = `
Looks at eth0 of every node at once. A bounced request is there three times: in and out of its entry node, and in at the pod's.

Examples:
  npx lab capture --live                                          the HTTP requests as they come
  npx lab capture --live --filter 'tcp.flags.syn == 1'            the connections
  npx lab capture --seconds 20 --write /tmp/packets               twenty seconds, for Wireshark too
  npx lab capture --live --capture-filter 'port 53' --filter dns --nodes node1,node2

Let it run and send from elsewhere: npx lab exec client-a -- curl -s http://203.0.113.10/r/hello
Each line is one packet: a request is told by the one that ends its headers, a body in packets of its own is a Continuation.
--write keeps all that the capture filter takes, printed or not, as <run>.pcapng, with the nodes as interfaces
(frame.interface_name == "node1"), and <run>.<node>.pcap. Ctrl-C is how a capture without --seconds ends: exit code 0.
Ended before its --seconds are over it is 130. One node's lines are in their order; those of several, with --live, as they come.`;
