import type { Command } from "commander";
import { requireLab } from "../livingLab";
import { requireNode } from "../places";
import { openShell } from "../ssh";
import { stackOf, withStack } from "../stackName";

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

As with ssh itself, the words of the command are joined and read by the shell on the node.`,
    )
    .action(async (node: string, words: string[]) => {
      const stack = stackOf(command);
      requireNode(requireLab(stack), node);
      process.exitCode = await openShell(stack, node, words);
    });
}
