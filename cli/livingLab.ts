import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { livingHolder } from "../local/holder/life";
import type { ClusterState } from "../local/spec";
import { labDirectory } from "../system/paths";
import { ProblemsError } from "../system/problems";

/** A lab that is up, without the kubeconfig's text. */
export type LivingLab = Omit<ClusterState, "kubeconfig">;

/**
 * The lab called `name` when it is up. As `read` of the cluster's library, without loading what it takes to make one: a verb
 * that only looks should be there at once.
 */
export function findLab(name: string): LivingLab | undefined {
  const file = join(labDirectory(name), "state.json");
  if (livingHolder(name) === undefined || !existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, "utf8")) as LivingLab;
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
      wayOut: `Stand it up with \`npx lab up${name === "local" ? "" : ` --stack ${name}`}\``,
    },
  ]);
}

/** The administrator's kubeconfig of the lab called `name`. */
export function kubeconfigOf(name: string): string {
  return join(labDirectory(name), "kubeconfig");
}
