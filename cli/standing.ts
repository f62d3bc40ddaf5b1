import { requireAzureLab } from "./azure/azureLab";
import type { AzureLab } from "./azure/outputs";
import { requireLab, type LivingLab } from "./livingLab";
import { standingTarget } from "./stackTarget";

/** A lab that is up, where it stands. Its kubeconfig is in its folder. */
export type Standing =
  | { readonly target: "local"; readonly lab: LivingLab }
  | { readonly target: "azure"; readonly lab: AzureLab };

/** The lab of `stack`. @throws ProblemsError when it is not up. */
export async function requireStanding(stack: string): Promise<Standing> {
  return standingTarget(stack) === "local"
    ? { target: "local", lab: requireLab(stack) }
    : { target: "azure", lab: await requireAzureLab(stack) };
}
