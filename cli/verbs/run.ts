import type { Command } from "commander";
import { experiments } from "../../experiments/catalogue";
import { refuse } from "../../system/problems";
import { exitCodes } from "../exitCodes";
import { explore } from "../explore";
import { withKeepOptions, type KeepOptions } from "../keepOptions";
import { stackOf, withStack } from "../stackName";

interface Options extends KeepOptions {
  readonly all?: true;
}

export function define(command: Command): void {
  const known = experiments.map(({ name }) => name);
  withKeepOptions(withStack(command))
    .argument("[experiment...]", known.join(", "))
    .option("--all", "all of them")
    .addHelpText(
      "after",
      `
What an experiment sets it restores. Exit code ${exitCodes.findingFailed}: a finding does not hold.

Examples:
  npx lab run affinity
  npx lab run keep-alive new-connections --json result.json
  npx lab run --all`,
    )
    .action(async (names: string[], { all, json, pcap }: Options) => {
      refuseUnclear(names, all === true, known);
      if (!(await explore(stackOf(command), all === true ? known : names, json, pcap)))
        process.exitCode = exitCodes.findingFailed;
    });
}

/** Either some by name, or all. */
function refuseUnclear(names: readonly string[], all: boolean, known: readonly string[]): void {
  if (all === (names.length === 0)) return;
  const rule = all ? "is said beside --all, which means every experiment" : "must be named, or --all given";
  const wayOut = all ? "Leave one of the two out" : `Choose from ${known.join(", ")}`;
  refuse([{ key: "experiment", value: all ? names.join(" ") : "none", rule, wayOut }]);
}
