import { isObject, own, secret, UNKNOWN, type Properties, type Value } from "../protocol/value";
import { FIELD_MANAGER } from "./cluster";
import type { KubernetesObject } from "./objects";

const FIELD_MANAGER_KEY = "__fieldManager";

/**
 * What Pulumi keeps of an object: what the server says of it, and in the official provider's own way what the official provider needs
 * when it takes the stack over.
 */
export function checkpoint(live: KubernetesObject, inputs: Properties, fieldManager: string): Properties {
  return {
    ...withSecrets(withoutManagedFields(live)),
    // Its secrets are not marked in here, so all of it is one.
    __inputs: secret(inputs),
    __initialApiVersion: live.apiVersion,
    [FIELD_MANAGER_KEY]: fieldManager,
  };
}

/** Who keeps the object's fields: whichever provider made it. */
export function fieldManagerIn(outputs: Properties): string {
  const kept = outputs[FIELD_MANAGER_KEY];
  return typeof kept === "string" ? kept : FIELD_MANAGER;
}

/** What a change in place will come to, as far as a dry run can tell: its versions are still to come. */
export function forecast(dryRun: KubernetesObject): Properties {
  const { metadata } = withoutManagedFields(dryRun);
  return withSecrets({ ...dryRun, metadata: { ...metadata, resourceVersion: UNKNOWN, generation: UNKNOWN } });
}

/** What a new object will look like: the inputs, and unknown what the server fills in. */
export function outlook(dryRun: Properties, inputs: Properties): Properties {
  const keys = [...Object.keys(inputs), ...Object.keys(dryRun)];
  return Object.fromEntries(keys.map((key) => [key, outlookOn(own(dryRun, key), own(inputs, key))]));
}

function outlookOn(dryRun: Value | undefined, input: Value | undefined): Value {
  if (input === undefined) return UNKNOWN;
  if (isObject(dryRun) && isObject(input)) return outlook(dryRun, input);
  if (!Array.isArray(dryRun) || !Array.isArray(input)) return input;
  const given = input as readonly Value[];
  return (dryRun as readonly Value[]).map((item, index) => outlookOn(item, given[index]));
}

/** Of a live object, only what the inputs speak of, in their shape. */
export function prune(live: Value, shape: Value): Value {
  if (Array.isArray(live) && Array.isArray(shape)) {
    const shapes = shape as readonly Value[];
    return (live as readonly Value[]).map((item, index) => {
      const wanted = shapes[index];
      return wanted === undefined ? item : prune(item, wanted);
    });
  }
  if (!isObject(live) || !isObject(shape)) return live;
  return Object.fromEntries(
    Object.entries(shape).flatMap(([key, wanted]) => {
      const value = own(live, key);
      return value === undefined || wanted === undefined ? [] : [[key, prune(value, wanted)]];
    }),
  );
}

/** The inputs that would make the live object, for one that no program has made yet. */
export function importedInputs(live: KubernetesObject): Properties {
  const { name, namespace, labels, annotations } = live.metadata;
  return { ...live, status: undefined, metadata: { name, namespace, labels, annotations } };
}

function withoutManagedFields(object: KubernetesObject): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, managedFields: undefined } };
}

function withSecrets(object: Properties): Properties {
  if (object.apiVersion !== "v1" || object.kind !== "Secret") return object;
  return { ...object, ...secretly(object, "data"), ...secretly(object, "stringData") };
}

function secretly(object: Properties, key: string): Properties {
  const value = object[key];
  return value === undefined ? {} : { [key]: secret(value) };
}
