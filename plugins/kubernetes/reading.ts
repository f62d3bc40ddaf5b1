import { isDeepStrictEqual } from "node:util";
import type { ExistingRequest, Found, Operation } from "../protocol/provider";
import type { Properties } from "../protocol/value";
import { UnreachableError } from "./apiServer";
import { checkpoint, fieldManagerIn, importedInputs, prune } from "./checkpoint";
import { idOf, nameFrom, type KubernetesObject } from "./objects";
import type { Target } from "./target";

/** An object as it is; `undefined` when it is gone, or its cluster is and the provider's settings say that means gone. */
export async function read(
  target: Target,
  request: ExistingRequest,
  { signal }: Operation,
): Promise<Found | undefined> {
  const { token, id, oldInputs, oldOutputs } = request;
  try {
    const live = await target.cluster.get(nameFrom(token, id), signal);
    if (live === undefined) return undefined;
    const inputs = await inputsFrom(target, live, oldInputs, signal);
    return { id: idOf(live.metadata), inputs, outputs: checkpoint(live, inputs, fieldManagerIn(oldOutputs)) };
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    if (target.settings.deleteUnreachable) return undefined;
    if (target.settings.skipUpdateUnreachable) return { id, inputs: oldInputs, outputs: oldOutputs };
    throw new Error(`${error.message}. ${UNREACHABLE_WAY_OUT}`, { cause: error });
  }
}

export const UNREACHABLE_WAY_OUT =
  "If it is gone for good, set PULUMI_K8S_DELETE_UNREACHABLE=true and its objects are dropped from the stack";

/**
 * The inputs that would have made the object as it is. The server writes some values in its own form (0.5 CPUs as 500m, stringData as
 * data): where it would make the same of the old inputs they have not changed.
 */
async function inputsFrom(
  { cluster }: Target,
  live: KubernetesObject,
  oldInputs: Properties,
  signal: AbortSignal,
): Promise<Properties> {
  if (Object.keys(oldInputs).length === 0) return importedInputs(live);
  const now = prune(live, oldInputs) as Properties;
  if (isDeepStrictEqual(now, oldInputs)) return oldInputs;
  const options = { fieldManager: "pulumi-kubernetes-refresh", force: true, dryRun: true, signal };
  const same = await cluster.apply(oldInputs as KubernetesObject, options).catch(() => undefined);
  return same !== undefined && isDeepStrictEqual(prune(same, oldInputs), now) ? oldInputs : now;
}
