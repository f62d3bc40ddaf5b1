import { UNKNOWN, type Properties, type Value } from "./protocol/value";
import type { Problem } from "../../system/problems";
import type { ClusterSpec } from "../spec";

interface Kind {
  readonly name: string;
  readonly example: string;
  readonly holds: (value: Value) => boolean;
}

const text: Kind = { name: "text", example: "10.240.0.0/16", holds: (value) => typeof value === "string" };
const whole: Kind = { name: "a whole number", example: "3", holds: Number.isInteger };
const texts: Kind = {
  name: "a list of texts",
  example: '["1", "2"]',
  holds: (value) => Array.isArray(value) && (value as readonly Value[]).every(text.holds),
};

const KINDS: Readonly<Record<keyof ClusterSpec, Kind>> = {
  name: text,
  nodeCount: whole,
  zones: texts,
  location: text,
  vnetCidr: text,
  subnetCidr: text,
  podCidr: text,
  serviceCidr: text,
  dnsServiceIP: text,
  clients: whole,
  apiServerPort: whole,
};

/**
 * Whatever of a spec's fields is missing, of the wrong kind or unheard of. What the values must be beyond that, such as which networks
 * may overlap, is the rule of whoever writes the spec.
 */
export function kindProblems(inputs: Properties): Problem[] {
  const wrong = Object.entries(KINDS).flatMap(([key, kind]) => kindProblem(key, kind, inputs[key]));
  const strangers = Object.keys(inputs).filter((key) => !(key in KINDS));
  return [
    ...wrong,
    ...strangers.map((key) => ({
      key,
      value: JSON.stringify(inputs[key]),
      rule: "a LocalCluster has no such input",
      wayOut: `Its inputs are ${Object.keys(KINDS).join(", ")}`,
    })),
  ];
}

function kindProblem(key: string, { name, example, holds }: Kind, value: Value | undefined): Problem[] {
  if (value === UNKNOWN || (value !== undefined && holds(value))) return [];
  const found = value === undefined ? "missing" : JSON.stringify(value);
  return [{ key, value: found, rule: `it must be ${name}`, wayOut: `Give ${name}, such as ${example}` }];
}
