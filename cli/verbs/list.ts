import type { Command } from "commander";
import { experiments } from "../../experiments/catalogue";
import { columns } from "../columns";

export function define(command: Command): void {
  command.option("--json", "print it as JSON").action(({ json }: { json?: true }) => {
    const told = experiments.map(({ name, title, question }) => ({ name, title, question }));
    console.log(
      json === true
        ? JSON.stringify(told, null, 2)
        : columns([["EXPERIMENT", "QUESTION"], ...told.map(({ name, question }) => [name, question])]).join(
            "\n",
          ),
    );
  });
}
