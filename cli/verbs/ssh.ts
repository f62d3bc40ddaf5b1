import type { Command } from "commander";
import { requireNode } from "../places";
import { openShell } from "../ssh";
import { stackOf, withStack } from "../stackName";
import { requireStanding } from "../standing";

export function define(command: Command): void {
  withStack(command)
    .argument("<node>")
    .argument("[command...]", "run this instead of a shell, behind --")
    .passThroughOptions()
    .addHelpText(
      "after",
      `
Examples:
  npx lab ssh node1
  npx lab ssh node1 -- ip route
  npx lab ssh node1 -- "tshark -i eth0 -f 'tcp port 80' -Y 'http.request' -c 5"

As with ssh itself, the words of the command are joined and read by the shell on the node. On Azure your own key opens,
the one whose public half the stack has as sshPublicKey.`,
    )
    .action(async (node: string, words: string[]) => {
      const stack = stackOf(command);
      const standing = await requireStanding(stack);
      await requireNode(stack, standing, node);
      process.exitCode = await openShell({ stack, target: standing.target, node }, words);
    });
}
