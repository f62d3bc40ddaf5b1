import type { Command } from "commander";
import { positiveSeconds } from "../capture/seconds";
import { stackOf, withStack } from "../stackName";
import { watchRequests } from "../watch/watchRequests";

export function define(command: Command): void {
  withStack(command)
    .option("--seconds <number>", "how long, from when every node is seen to capture", positiveSeconds)
    .option("--json", "print each request as a line of JSON")
    .addHelpText("after", HELP)
    .action(async ({ json, seconds }: { json?: true; seconds?: number }) => {
      await watchRequests(stackOf(command), { json: json === true, seconds });
    });
}

const HELP = `
Shows where each HTTP request to the frontend IP goes, whoever sends it: client -> entry node -> SNAT -> pod, a counter for each
path, and the load distribution. On a terminal a picture, elsewhere a line for each request.

Examples, the sender in another terminal:
  npx lab watch
  npx lab exec client-a -- curl -s http://203.0.113.10/r/hello
  npx lab exec client-b -- sh -c 'for i in 1 2 3 4 5; do curl -s http://203.0.113.10/r/$i; done'

A request needs no id: its TCP sequence numbers are the same on every node it passes. What eth0 cannot tell is said: which of
several pods on the entry node has a direct request. Ctrl-C is how it ends without --seconds: exit code 0.`;
