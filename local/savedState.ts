import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { labDirectory } from "../system/paths";
import type { ClusterState } from "./spec";

/** What the folder of the lab called `name` says of the cluster, dead or alive; nothing until it was up. */
export function savedState(name: string): Omit<ClusterState, "kubeconfig"> | undefined {
  const file = join(labDirectory(name), "state.json");
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, "utf8")) as Omit<ClusterState, "kubeconfig">;
}
