import { join } from "node:path";
import { livingHolder } from "../local/holder/life";
import { savedState } from "../local/savedState";
import type { ClusterState } from "../local/spec";
import { labDirectory } from "../system/paths";
import { ProblemsError } from "../system/problems";
import { stackFlag } from "../system/stackFlag";

/** A lab that is up, without the kubeconfig's text. */
export type LivingLab = Omit<ClusterState, "kubeconfig">;

/**
 * The lab called `name` when it is up. As `read` of the cluster's library, without loading what it takes to make one: a verb
 * that only looks should be there at once.
 */
export function findLab(name: string): LivingLab | undefined {
  return livingHolder(name) === undefined ? undefined : savedState(name);
}

/** @throws ProblemsError when it is not up. */
export function requireLab(name: string): LivingLab {
  const lab = findLab(name);
  if (lab !== undefined) return lab;
  throw new ProblemsError([
    {
      key: "lab",
      value: name,
      rule: "is not up",
      wayOut: `Stand it up with \`npx lab up${stackFlag(name)}\``,
    },
  ]);
}

/** The administrator's kubeconfig of the lab called `name`. */
export function kubeconfigOf(name: string): string {
  return join(labDirectory(name), "kubeconfig");
}
