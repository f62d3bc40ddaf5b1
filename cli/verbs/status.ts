import type { Command } from "commander";
import { stackOf, withStack } from "../stackName";
import { readStatus } from "../status/readStatus";
import { renderStatus } from "../status/renderStatus";

export function define(command: Command): void {
  withStack(command)
    .option("--json", "print it as JSON")
    .action(async ({ json }: { json?: true }) => {
      const status = await readStatus(stackOf(command));
      console.log(json === true ? JSON.stringify(status, null, 2) : renderStatus(status));
    });
}
