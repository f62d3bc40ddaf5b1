import type { Command } from "commander";
import { walk } from "../../experiments/catalogue";
import { exitCodes } from "../exitCodes";
import { explore } from "../explore";
import { stackOf, withStack } from "../stackName";

export function define(command: Command): void {
  withStack(command)
    .option("--json <file>", "write every request and finding to this file too")
    .option(
      "--pcap <folder>",
      "keep all packets: a pcap for each node and one pcapng of all, named after the run",
    )
    .addHelpText(
      "after",
      `
Sends real requests from the lab's clients while every node captures, and prints one table for each finding. What it sets it
restores. Exit code ${exitCodes.findingFailed}: a finding does not hold.`,
    )
    .action(async ({ json, pcap }: { json?: string; pcap?: string }) => {
      if (!(await explore(stackOf(command), walk, json, pcap))) process.exitCode = exitCodes.findingFailed;
    });
}
