import type { Command } from "commander";
import { kubectlOf } from "../kubectl";
import { requireLab } from "../livingLab";
import { become, takingAnything } from "../passThrough";
import { stackOf } from "../stackName";

export function define(command: Command): void {
  takingAnything(command).action(async (args: string[]) => {
    const stack = stackOf(command);
    requireLab(stack);
    await become([...kubectlOf(stack), ...args]);
  });
}
