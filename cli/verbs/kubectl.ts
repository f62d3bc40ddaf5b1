import type { Command } from "commander";
import { kubectlOf } from "../kubectl";
import { become, takingAnything } from "../passThrough";
import { stackOf } from "../stackName";
import { requireKubeconfig } from "../standing";

export function define(command: Command): void {
  takingAnything(command).action(async (args: string[]) => {
    const stack = stackOf(command);
    await requireKubeconfig(stack);
    await become([...kubectlOf(stack), ...args]);
  });
}
