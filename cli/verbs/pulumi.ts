import type { Command } from "commander";
import { become, takingAnything } from "../passThrough";
import { prepareEngine } from "../prepareEngine";
import { findEngine, tidyStackFiles } from "../pulumi/engine";
import { stackOf } from "../stackName";

export function define(command: Command): void {
  takingAnything(command).action(async (args: string[]) => {
    await prepareEngine();
    const engine = findEngine(stackOf(command));
    await become([engine.program, ...args], { env: { ...process.env, ...engine.variables } });
    tidyStackFiles(engine);
  });
}
