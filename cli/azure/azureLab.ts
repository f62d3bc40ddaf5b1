import { ProblemsError } from "../../system/problems";
import { engineIfThere } from "../pulumi/engine";
import { Stack } from "../pulumi/stack";
import { forgetAzureLab, keepAzureLab, keptAzureLab } from "./labFolder";
import { azureOutputs, type AzureLab } from "./outputs";

/**
 * The lab on Azure that `stack` is, as its outputs tell now, whoever ran `pulumi up`; its kubeconfig is in the lab's folder
 * afterwards. Where there is no engine to ask, what is in the folder counts.
 */
export async function findAzureLab(stack: string): Promise<AzureLab | undefined> {
  const engine = engineIfThere(stack);
  if (engine === undefined) return keptAzureLab(stack);
  const driven = new Stack(engine);
  const outputs = (await driven.exists()) ? azureOutputs(await driven.outputs()) : undefined;
  if (outputs === undefined) forgetAzureLab(stack);
  else keepAzureLab(stack, outputs);
  return outputs?.lab;
}

/** @throws ProblemsError when it is not up. */
export async function requireAzureLab(stack: string): Promise<AzureLab> {
  const lab = await findAzureLab(stack);
  if (lab !== undefined) return lab;
  throw new ProblemsError([
    {
      key: "lab",
      value: stack,
      rule: "is not up, or was not made to its end",
      wayOut: `Stand it up with \`npx lab up --stack ${stack}\`; \`npx lab down --stack ${stack}\` removes what may be there`,
    },
  ]);
}
