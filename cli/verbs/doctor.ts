import type { Command } from "commander";
import { cacheChecks } from "../doctor/caches";
import { renderChecks } from "../doctor/check";
import { machineChecks } from "../doctor/machine";
import { exitCodes } from "../exitCodes";

export function define(command: Command): void {
  command.option("--json", "print it as JSON").action(async ({ json }: { json?: true }) => {
    const checks = [...(await machineChecks()), ...(await cacheChecks())];
    console.log(json === true ? JSON.stringify(checks, null, 2) : renderChecks(checks));
    if (checks.some(({ verdict }) => verdict === "missing")) process.exitCode = exitCodes.usersProblem;
  });
}
