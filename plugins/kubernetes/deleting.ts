import type { ExistingRequest, Operation } from "../protocol/provider";
import { UnreachableError } from "./apiServer";
import { nameFrom, type KubernetesObject } from "./objects";
import { UNREACHABLE_WAY_OUT } from "./reading";
import type { Target } from "./target";
import { untilGone } from "./untilGone";

/** Ends an object and waits until it is gone; one that is gone already, or whose cluster is, may be. */
export async function remove(
  { cluster, settings }: Target,
  { token, id, oldOutputs }: ExistingRequest,
  operation: Operation,
): Promise<void> {
  const old = oldOutputs as Partial<KubernetesObject>;
  try {
    const policy = propagation(old.metadata?.annotations?.["pulumi.com/deletionPropagationPolicy"]);
    const ending = await cluster.delete(nameFrom(token, id), old.metadata?.uid, policy, operation.signal);
    if (ending !== undefined) await untilGone(cluster, ending, operation);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    if (settings.deleteUnreachable) return;
    throw new Error(`${error.message}. ${UNREACHABLE_WAY_OUT}`, { cause: error });
  }
}

/** What becomes of the object's own objects, such as a Deployment's pods: they go first, as with the official provider. */
function propagation(wish: string | undefined): string {
  const policies = ["Orphan", "Background"];
  return policies.find((policy) => policy.toLowerCase() === wish?.toLowerCase()) ?? "Foreground";
}
