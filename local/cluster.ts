import type { Progress } from "../system/progress";
import type { ClusterSpec, ClusterState } from "./spec";

export interface CreateOptions {
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/**
 * Starts the cluster and returns once every node is Ready and the load balancer watches. Programs and images must have been
 * prepared. What a dead holder of the same name left behind is removed first.
 * @throws ProblemsError before anything is created when something is missing, taken or wrong; nothing is left behind by
 * a start that fails.
 */
export function create(_spec: ClusterSpec, _options: CreateOptions): Promise<ClusterState> {
  throw new Error("not yet");
}

/** The cluster called `name`, or `undefined` when its holder does not live. */
export function read(_name: string): Promise<ClusterState | undefined> {
  throw new Error("not yet");
}

/** Ends the cluster called `name` and removes its folder and cgroups. Idempotent, like `rm -f`. */
export function remove(_name: string): Promise<void> {
  throw new Error("not yet");
}
