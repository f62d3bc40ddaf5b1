import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

/** What a property holds on the wire: JSON. */
export type Value = null | boolean | number | string | readonly Value[] | Properties;

/** A resource's inputs or outputs. `undefined` is the same as absent. */
export interface Properties {
  readonly [key: string]: Value | undefined;
}

/** Stands for a value that is not known yet, in a preview only. Source: pulumi/pulumi `sdk/nodejs/runtime/rpc.ts`. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Marks an output as secret: the engine encrypts it in the state and hides it in its display. */
export function secret(value: Value): Properties {
  return { [SIGNATURE]: SECRET, value };
}

export function isObject(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A property, and not what every object inherits: labels and keys may have any name, `constructor` too. */
export function own(properties: Properties, key: string): Value | undefined {
  return Object.hasOwn(properties, key) ? properties[key] : undefined;
}

export function hasUnknown(value: Value | undefined): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return (value as readonly Value[]).some(hasUnknown);
  return isObject(value) && Object.values(value).some(hasUnknown);
}

export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(withoutUndefined(properties) as Record<string, JavaScriptValue>);
}

/** Secrets come out as what they are: the engine sends them as such to Configure, whatever a provider says it accepts. */
export function fromStruct(struct: Struct | undefined): Properties {
  const properties: Properties = struct?.toJavaScript() ?? {};
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, revealed(value ?? null)]));
}

function revealed(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(revealed);
  if (!isObject(value)) return value;
  if (value[SIGNATURE] === SECRET) return revealed(value.value ?? null);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revealed(item ?? null)]));
}

/** `Struct.fromJavaScript` throws on `undefined`, and the engine then reports only "Unknown error". */
function withoutUndefined(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(withoutUndefined);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      item === undefined ? [] : [[key, withoutUndefined(item)]],
    ),
  );
}
