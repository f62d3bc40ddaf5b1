import { join } from "node:path";
import { labDirectory } from "../system/paths";
import { findToolchain } from "../toolchain/find";
import { kubeconfigOf } from "./livingLab";

/**
 * The kubectl that speaks to the lab of `stack`, as the beginning of an argument list. What it learns of the API is kept in the
 * lab's own folder, and goes with it.
 * @throws ProblemsError when the toolchain is not prepared.
 */
export function kubectlOf(stack: string): readonly string[] {
  return [
    findToolchain().program("kubectl"),
    "--kubeconfig",
    kubeconfigOf(stack),
    "--cache-dir",
    join(labDirectory(stack), "kubectl-cache"),
  ];
}
