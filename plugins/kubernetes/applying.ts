import { PartialFailure, type ChangeRequest, type Created, type Operation } from "../protocol/provider";
import { hasUnknown, type Properties } from "../protocol/value";
import { ApiError, UnreachableError } from "./apiServer";
import { checkpoint, fieldManagerIn, forecast, outlook } from "./checkpoint";
import { FIELD_MANAGER } from "./cluster";
import { idOf, isAnnotated, nameOf, title, type KubernetesObject } from "./objects";
import type { Target } from "./target";
import { NotReadyError, untilReady } from "./untilReady";

/**
 * Makes an object and waits until it is ready. In a preview the server checks what it can of it; what it would fill in stays unknown.
 * @throws PartialFailure when it exists and does not become ready.
 */
export async function create(target: Target, inputs: Properties, operation: Operation): Promise<Created> {
  const object = inputs as KubernetesObject;
  if (!operation.preview) {
    await refuseExisting(target, object, operation.signal);
    const { live, outputs } = await applyAndWait(target, object, FIELD_MANAGER, operation);
    return { id: idOf(live.metadata), outputs };
  }
  const foretold = await foretell(operation, async () => {
    if (hasUnknown(inputs)) return undefined;
    const existing = await target.cluster.get(nameOf(object), operation.signal);
    // In a replacement the old one still has the name.
    return existing === undefined ? apply(target, object, FIELD_MANAGER, operation) : undefined;
  });
  return { id: "", outputs: foretold === undefined ? inputs : outlook(foretold, inputs) };
}

/** Changes an object in place and waits until it is ready. In a preview the server says what would come of it. @throws as {@link create}. */
export async function update(
  target: Target,
  { oldOutputs, news }: ChangeRequest,
  operation: Operation,
): Promise<Properties> {
  const object = news as KubernetesObject;
  const manager = fieldManagerIn(oldOutputs);
  if (!operation.preview) return (await applyAndWait(target, object, manager, operation)).outputs;
  if (hasUnknown(news)) return news;
  const foretold = await foretell(operation, () => apply(target, object, manager, operation));
  return foretold === undefined ? news : forecast(foretold);
}

async function applyAndWait(
  target: Target,
  object: KubernetesObject,
  fieldManager: string,
  operation: Operation,
) {
  const applied = await apply(target, object, fieldManager, operation);
  try {
    const live = await untilReady(target.cluster, applied, operation);
    return { live, outputs: checkpoint(live, object, fieldManager) };
  } catch (error) {
    if (!(error instanceof NotReadyError)) throw error;
    const outputs = checkpoint(error.object, object, fieldManager);
    throw new PartialFailure(idOf(applied.metadata), outputs, error.reasons);
  }
}

/** In a preview a dry run, whose warnings the update will bring again. */
async function apply(
  { cluster, settings }: Target,
  object: KubernetesObject,
  fieldManager: string,
  { preview, signal, warn }: Operation,
): Promise<KubernetesObject> {
  const force = settings.enablePatchForce || isAnnotated(object, "pulumi.com/patchForce");
  const options = { fieldManager, force, signal, ...(preview ? { dryRun: true } : { warn }) };
  try {
    return await cluster.apply(object, options);
  } catch (error) {
    throw error instanceof ApiError ? explained(error, object) : error;
  }
}

/** What an update will meet and a preview may not: no cluster yet, no namespace or definition yet, no right to try. */
const NOT_YET = [403, 404];

async function foretell<T>({ warn }: Operation, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ApiError && NOT_YET.includes(error.code)) return undefined;
    if (!(error instanceof UnreachableError)) throw error;
    warn(`previewed without the cluster's word: ${error.message}`);
    return undefined;
  }
}

/** Applying would take an object over that somebody else has made. */
async function refuseExisting(
  { cluster }: Target,
  object: KubernetesObject,
  signal: AbortSignal,
): Promise<void> {
  const name = nameOf(object);
  if ((await cluster.get(name, signal)) === undefined) return;
  throw new Error(
    `${title(name)} exists already, and not by this stack. Delete it, choose another name, ` +
      `or take it into the stack with \`pulumi import\``,
  );
}

const CONFLICT = 409;

function explained({ code, message }: ApiError, object: KubernetesObject): ApiError {
  const wayOut = `. Leave these fields to their manager, or take them with the annotation pulumi.com/patchForce: "true"`;
  return new ApiError(code, `${title(nameOf(object))}: ${message}${code === CONFLICT ? wayOut : ""}`);
}
