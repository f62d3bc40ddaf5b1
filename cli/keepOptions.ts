import type { Command } from "commander";

/** Where else to keep what came of a run of experiments. */
export interface KeepOptions {
  readonly json?: string;
  readonly pcap?: string;
}

/** `--json` and `--pcap`, on every verb that runs experiments by itself. */
export function withKeepOptions(command: Command): Command {
  return command
    .option("--json <file>", "write every request and finding to this file too")
    .option(
      "--pcap <folder>",
      "keep all packets: a pcap for each node and one pcapng of all, named after the run",
    );
}
