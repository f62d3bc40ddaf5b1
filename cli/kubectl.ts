import { join } from "node:path";
import { labDirectory } from "../system/paths";
import { findToolchain } from "../toolchain/find";
import { requireKubectl } from "../toolchain/kubectl";
import { kubeconfigOf } from "./livingLab";
import { standingTarget } from "./stackTarget";

/**
 * The kubectl that speaks to the lab of `stack`, as the beginning of an argument list. What it learns of the API is kept in the
 * lab's own folder, and goes with it.
 * @throws ProblemsError when there is none.
 */
export function kubectlOf(stack: string): readonly string[] {
  return [
    standingTarget(stack) === "local" ? findToolchain().program("kubectl") : requireKubectl(),
    "--kubeconfig",
    kubeconfigOf(stack),
    "--cache-dir",
    join(labDirectory(stack), "kubectl-cache"),
  ];
}
