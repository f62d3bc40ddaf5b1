import type { Command } from "commander";
import { keptAzureLab } from "../azure/labFolder";
import { findLab, kubeconfigOf } from "../livingLab";
import { prepareEngine } from "../prepareEngine";
import { findEngine } from "../pulumi/engine";
import { OWN_FOLDER } from "../ownFolder";
import { exportLines } from "../pulumi/variables";
import { stackOf, withStack } from "../stackName";

export function define(command: Command): void {
  withStack(command)
    .addHelpText(
      "after",
      `
Example:
  eval "$(npx lab env)"
  pulumi config set sessionAffinity ClientIP && pulumi up
  kubectl get svc,pods -A -o wide

A backend you chose yourself (PULUMI_BACKEND_URL, LAB_BACKEND=login, for a stack on Azure pulumi login too) stays the one in
use, and so does your passphrase.`,
    )
    .action(async () => {
      const stack = stackOf(command);
      await prepareEngine();
      const { variables } = findEngine(stack);
      const lines = exportLines({ ...variables, PATH: `${OWN_FOLDER}:${variables.PATH ?? ""}` });
      if (keptAzureLab(stack) !== undefined || findLab(stack) !== undefined)
        lines.push(...exportLines({ KUBECONFIG: kubeconfigOf(stack) }));
      console.log(lines.join("\n"));
      console.error(
        `This shell's pulumi is about stack "${stack}": PULUMI_STACK wins over \`pulumi stack select\`. For another stack: ` +
          'eval "$(npx lab env --stack NAME)"',
      );
    });
}
