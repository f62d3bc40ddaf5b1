import { isObject, UNKNOWN, type Properties, type Value } from "../../../local/provider/protocol/value";

/** What a property may hold. Source: @pulumi/azure-native's `types/input.d.ts` and the bicep types of the same API version. */
export type Shape =
  | {
      readonly kind: "text";
      readonly pattern?: RegExp;
      readonly most?: number;
      readonly among?: readonly string[];
    }
  | {
      readonly kind: "number";
      readonly least?: number;
      readonly most?: number;
      readonly fractions?: boolean;
    }
  | { readonly kind: "boolean" }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "map"; readonly of: Shape }
  | ObjectShape;

export interface ObjectShape {
  readonly kind: "object";
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}

export const text = (pattern?: RegExp, most?: number): Shape => ({ kind: "text", pattern, most });
export const among = (...values: string[]): Shape => ({ kind: "text", among: values });
export const number = (least?: number, most?: number): Shape => ({ kind: "number", least, most });
export const fraction: Shape = { kind: "number", fractions: true, least: 0 };
export const boolean: Shape = { kind: "boolean" };
export const list = (of: Shape): Shape => ({ kind: "list", of });
export const map = (of: Shape): Shape => ({ kind: "map", of });
export const object = (fields: Readonly<Record<string, Shape>>, ...required: string[]): ObjectShape => ({
  kind: "object",
  fields,
  required,
});
/** A reference to another resource. */
export const reference = object({ id: text(/^\/subscriptions\//) }, "id");

/** What is wrong with a value, a sentence each; values that a preview does not know yet are taken. */
export function misfits(shape: Shape, value: Value | undefined, path = ""): string[] {
  if (value === UNKNOWN || value === undefined || value === null) return [];
  switch (shape.kind) {
    case "text":
      return typeof value === "string" ? textMisfits(shape, value, path) : [wrongKind(path, "string", value)];
    case "number":
      return typeof value === "number"
        ? numberMisfits(shape, value, path)
        : [wrongKind(path, "number", value)];
    case "boolean":
      return typeof value === "boolean" ? [] : [wrongKind(path, "boolean", value)];
    case "list":
      if (!Array.isArray(value)) return [wrongKind(path, "array", value)];
      return (value as readonly Value[]).flatMap((item, index) =>
        misfits(shape.of, item, `${path}[${index}]`),
      );
    case "map":
      if (!isObject(value)) return [wrongKind(path, "object", value)];
      return Object.entries(value).flatMap(([key, item]) => misfits(shape.of, item, join(path, key)));
    case "object":
      return isObject(value) ? objectMisfits(shape, value, path) : [wrongKind(path, "object", value)];
  }
}

function objectMisfits({ fields, required }: ObjectShape, value: Properties, path: string): string[] {
  const missing = required.filter((key) => value[key] === undefined || value[key] === null);
  return [
    ...missing.map((key) => missingReason(join(path, key))),
    ...Object.entries(value).flatMap(([key, item]) => {
      const shape = fields[key];
      // The official provider drops such a property without a word.
      if (shape === undefined) return [`'${join(path, key)}' is no property that the stand-in knows`];
      return misfits(shape, item, join(path, key));
    }),
  ];
}

function missingReason(path: string): string {
  const reason = `missing required property '${path}'`;
  if (path !== "location") return reason;
  return `${reason}. Either set it explicitly or configure it with 'pulumi config set azure-native:location <value>'.`;
}

function textMisfits(shape: Shape & { kind: "text" }, value: string, path: string): string[] {
  const { pattern, most, among: allowed } = shape;
  if (allowed !== undefined && !allowed.includes(value))
    return [`'${path}' is ${value}, and must be one of ${allowed.join(", ")}`];
  if (most !== undefined && value.length > most)
    return [`'${path}' is too long (${value.length}): at most ${most} characters allowed`];
  if (pattern !== undefined && !pattern.test(value))
    return [`'${path}' does not match expression '${pattern.source}'`];
  return [];
}

function numberMisfits(shape: Shape & { kind: "number" }, value: number, path: string): string[] {
  if (shape.fractions !== true && !Number.isInteger(value))
    return [`'${path}' must be an integer but got ${value}`];
  if (shape.least !== undefined && value < shape.least)
    return [`'${path}' is too low (${value} < ${shape.least})`];
  if (shape.most !== undefined && value > shape.most)
    return [`'${path}' is too high (${value} > ${shape.most})`];
  return [];
}

function wrongKind(path: string, wanted: string, value: Value): string {
  return `'${path}' should be of type '${wanted}' but got ${JSON.stringify(value)}`;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** `value` without what only Azure says: the part that a program could have written. */
export function writable(shape: Shape, value: Value | undefined): Value | undefined {
  if (shape.kind === "list" && Array.isArray(value))
    return (value as readonly Value[]).map((item) => writable(shape.of, item) ?? null);
  if (shape.kind !== "object" || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const field = shape.fields[key];
      return field === undefined ? [] : [[key, writable(field, item)]];
    }),
  );
}
