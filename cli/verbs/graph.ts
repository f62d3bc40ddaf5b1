import { Option, type Command } from "commander";
import { interruption } from "../interrupt";
import { mermaidGraph } from "../../report/graph/mermaid";
import { pictureSvg } from "../../report/svg/picture";
import { standaloneSvg } from "../../report/svg/standalone";
import { livingPicture } from "../report/livingPicture";
import { refuseLostFile, STANDARD_OUTPUT, writeOutput } from "../report/output";
import { stackOf, withStack } from "../stackName";

const WIDTH = 860;

export function define(command: Command): void {
  withStack(command)
    .addOption(
      new Option("--format <format>", "as a picture, or as text for Markdown")
        .choices(["svg", "mermaid"])
        .default("mermaid"),
    )
    .option("--output <file>", "write it to this file instead of printing it", STANDARD_OUTPUT)
    .addHelpText(
      "after",
      "\nExamples:\n  npx lab graph --format svg --output lab.svg\n  npx lab graph             for a README or a ticket",
    )
    .action(async ({ format, output }: { format: "svg" | "mermaid"; output: string }) => {
      if (output !== STANDARD_OUTPUT) refuseLostFile("--output", output);
      const picture = await livingPicture(stackOf(command), interruption());
      const drawing = () => standaloneSvg([{ heading: null, drawing: pictureSvg(picture, WIDTH) }]);
      writeOutput(format === "svg" ? drawing() : mermaidGraph(picture), output);
    });
}
