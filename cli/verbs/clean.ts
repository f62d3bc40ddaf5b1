import type { Command } from "commander";
import { cleanCaches } from "../clean";

export function define(command: Command): void {
  command
    .option("--yes", "do not ask")
    .addHelpText(
      "after",
      `
Removes programs and images, which \`npx lab prepare\` makes again in minutes. Labs, their state and Pulumi's stay.`,
    )
    .action(({ yes }: { yes?: true }) => cleanCaches(yes === true));
}
