import { Option, type Command } from "commander";
import { FORMATS, reportAs, type Format } from "../report/formats";
import { refuseLostFile, STANDARD_OUTPUT, writeOutput } from "../report/output";
import { savedResult } from "../report/savedResults";
import { stackOf, withStack } from "../stackName";

interface Options {
  readonly format: Format;
  readonly output?: string;
  readonly run?: string;
}

export function define(command: Command): void {
  withStack(command)
    .addOption(new Option("--format <format>", "what to write").choices(FORMATS).default("html"))
    .option(
      "--output <file>",
      `where to (default: lab-report-<run>.<format> here; ${STANDARD_OUTPUT} prints it)`,
    )
    .option(
      "--run <id>",
      "an earlier run; its id stands in its requests and its report (default: the last one)",
    )
    .addHelpText(
      "after",
      `
Draws what a run of experiments came to. The page is one file that needs no network. The last 20 runs of a stack are kept.

Examples:
  npx lab run --all && npx lab report
  npx lab report --format md --output -     for a ticket`,
    )
    .action(({ format, output, run }: Options) => {
      if (output !== undefined && output !== STANDARD_OUTPUT) refuseLostFile("--output", output);
      const result = savedResult(stackOf(command), run);
      const text = reportAs[format](result);
      writeOutput(text, output ?? `lab-report-${result.run}.${format}`);
    });
}
