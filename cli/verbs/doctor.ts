import type { Command } from "commander";
import { stackConfig } from "../../config/stackFile";
import { cacheChecks } from "../doctor/caches";
import { renderChecks } from "../doctor/check";
import { machineChecks } from "../doctor/machine";
import { isLinux } from "../doctor/platform";
import { networkCheck } from "../doctor/network";
import { wantedOf } from "../doctor/wanted";
import { exitCodes } from "../exitCodes";
import { stackOf, withStack } from "../stackName";

export function define(command: Command): void {
  withStack(command)
    .option("--json", "print it as JSON")
    .addHelpText(
      "after",
      `
Does what a lab does with the kernel (namespaces, firewall rules, bridges, overlays, control groups) in namespaces that are gone
afterwards, and looks at folders, limits and memory for the stack's nodeCount. Kernel modules that this loads stay loaded. \`npx lab up\` and
\`npm run lab\` ask the same first, and refuse what is "missing" before anything is downloaded; a "note" keeps nobody from a lab.`,
    )
    .action(async ({ json }: { json?: true }) => {
      const stack = stackOf(command);
      const machine = await machineChecks(wantedOf(stack, stackConfig(stack)));
      const checks = [...machine, ...(isLinux() ? [networkCheck(), ...(await cacheChecks())] : [])];
      console.log(json === true ? JSON.stringify(checks, null, 2) : renderChecks(checks));
      if (checks.some(({ verdict }) => verdict === "missing")) process.exitCode = exitCodes.usersProblem;
    });
}
