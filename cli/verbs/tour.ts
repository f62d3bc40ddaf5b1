import type { Command } from "commander";
import { exitCodes } from "../exitCodes";
import { stackOf, withStack } from "../stackName";
import { tour } from "../tour";

export function define(command: Command): void {
  withStack(command)
    .option("--keep", "leave the lab up, also when a step fails")
    .option("--json <file>", "write every request and finding to this file too")
    .addHelpText("after", "\n`npm run lab` is this; `npm run lab -- --keep` passes the option on.")
    .action(async ({ keep, json }: { keep?: true; json?: string }) => {
      const holds = await tour(stackOf(command), {
        keep: keep === true,
        ...(json === undefined ? {} : { json }),
      });
      if (!holds) process.exitCode = exitCodes.findingFailed;
    });
}
