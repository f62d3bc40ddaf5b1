import type { Command } from "commander";
import { become, takingAnything } from "../passThrough";
import { findEngine } from "../pulumi/engine";
import { stackOf } from "../stackName";

export function define(command: Command): void {
  takingAnything(command).action(async (args: string[]) => {
    const { program, variables, cwd } = findEngine(stackOf(command));
    await become([program, ...args], { env: { ...process.env, ...variables }, cwd });
  });
}
