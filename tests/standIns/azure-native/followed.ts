import { isDeepStrictEqual } from "node:util";
import { isObject, type Properties, type Value } from "../../../local/provider/protocol/value";

/**
 * The inputs, with every change that happened to the resource itself between two looks at it. What Azure fills in stays out of the
 * inputs as long as it stays the same. Source: Read and applyDiff of pulumi-azure-native.
 */
export function followed(inputs: Properties, before: Properties, after: Properties): Properties {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  );
  const gone = changed.filter((key) => after[key] === undefined);
  const kept = Object.entries(inputs).filter(([key]) => !gone.includes(key));
  const news = changed
    .filter((key) => after[key] !== undefined)
    .map((key) => [key, followedValue(inputs[key], before[key], after[key])] as const);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(news) };
}

function followedValue(
  input: Value | undefined,
  before: Value | undefined,
  after: Value | undefined,
): Value | undefined {
  if (isObject(input) && isObject(before) && isObject(after)) return followed(input, before, after);
  if (!Array.isArray(input) || !Array.isArray(before) || !Array.isArray(after)) return after;
  const [inputs, olds, news] = [input, before, after] as readonly (readonly Value[])[];
  return (news ?? []).map((item, index) => {
    const known = inputs?.[index] !== undefined && olds?.[index] !== undefined;
    return known ? (followedValue(inputs[index], olds[index], item) ?? null) : item;
  });
}
