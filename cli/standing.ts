import { keptAzureLab } from "./azure/labFolder";
import type { AzureLab } from "./azure/outputs";
import { requireLab, type LivingLab } from "./livingLab";
import { standingTarget } from "./stackTarget";

/** A lab that is up, where it stands. Its kubeconfig is in its folder. */
export type Standing =
  | { readonly target: "local"; readonly lab: LivingLab }
  | { readonly target: "azure"; readonly lab: AzureLab };

/** The lab of `stack`. @throws ProblemsError when it is not up. */
export async function requireStanding(stack: string): Promise<Standing> {
  if (standingTarget(stack) === "local") return { target: "local", lab: requireLab(stack) };
  // The engine, which no lab on this machine has to ask.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { requireAzureLab } = require("./azure/azureLab") as typeof import("./azure/azureLab");
  return { target: "azure", lab: await requireAzureLab(stack) };
}

/**
 * Has the kubeconfig of the lab in its folder. That of a lab on Azure may be older than the lab: asking the engine takes longer
 * than most questions to the cluster, which tells by itself when it is no more.
 * @throws ProblemsError when it is not up.
 */
export async function requireKubeconfig(stack: string): Promise<void> {
  if (keptAzureLab(stack) === undefined) await requireStanding(stack);
}
