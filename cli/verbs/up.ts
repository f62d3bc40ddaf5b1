import type { Command } from "commander";
import { stackOf, withStack } from "../stackName";
import { standUp } from "../standUp";
import { renderWaysOn } from "../status/renderStatus";

export function define(command: Command): void {
  withStack(command)
    .addHelpText(
      "after",
      `
Checks the stack's settings and this machine, prepares what is missing (the first time takes minutes), then runs
\`pulumi up --yes --skip-preview\`. A lab that is up is updated.

Examples:
  npx lab up
  npx lab pulumi config set nodeCount 5 && npx lab up
  npx lab up --stack second          another lab beside the first
  npx lab up --stack dev             the lab on Azure, which costs until \`npx lab down --stack dev\`: docs/azure.md`,
    )
    .action(async () => {
      console.log(renderWaysOn(await standUp(stackOf(command))));
    });
}
