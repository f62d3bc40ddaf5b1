import type { Command } from "commander";
import { stackOf, withStack } from "../stackName";
import { takeDown } from "../takeDown";

export function define(command: Command): void {
  withStack(command)
    .addHelpText(
      "after",
      `
Runs \`pulumi destroy --yes\` and then removes whatever is left of the lab, also where Pulumi's state is gone or damaged or
the lab's process was killed. Taking down what is not up is fine. Programs and images stay: \`npx lab clean\` removes them.
Of a lab on Azure nothing is forgotten before it is destroyed: it would cost on unseen.`,
    )
    .action(() => takeDown(stackOf(command)));
}
