import type { Command } from "commander";
import { walk } from "../../experiments/catalogue";
import { exitCodes } from "../exitCodes";
import { explore } from "../explore";
import { withKeepOptions, type KeepOptions } from "../keepOptions";
import { stackOf, withStack } from "../stackName";

export function define(command: Command): void {
  withKeepOptions(withStack(command))
    .addHelpText(
      "after",
      `
Sends real requests from the lab's clients while every node captures, and prints one table for each finding. What it sets it
restores. Exit code ${exitCodes.findingFailed}: a finding does not hold.`,
    )
    .action(async ({ json, pcap }: KeepOptions) => {
      if (!(await explore(stackOf(command), walk, json, pcap))) process.exitCode = exitCodes.findingFailed;
    });
}
