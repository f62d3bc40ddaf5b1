import type { Command } from "commander";
import { experiments } from "../../experiments/catalogue";
import { exitCodes } from "../exitCodes";
import { explore } from "../explore";
import { stackOf, withStack } from "../stackName";

export function define(command: Command): void {
  withStack(command)
    .argument("<experiment...>", experiments.map(({ name }) => name).join(", "))
    .option("--json <file>", "write every request and finding to this file too")
    .addHelpText(
      "after",
      "\nExamples:\n  npx lab run affinity\n  npx lab run keep-alive new-connections --json result.json",
    )
    .action(async (names: string[], { json }: { json?: string }) => {
      if (!(await explore(stackOf(command), names, json))) process.exitCode = exitCodes.findingFailed;
    });
}
