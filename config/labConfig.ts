import type { ClusterSpec } from "../local/spec";
import { refuse, type Problem } from "../system/problems";
import type { AksSpec } from "./aksSpec";
import { AZURE_FIELDS, azureProblems, azureSpec } from "./azure/target";
import { didYouMean } from "./didYouMean";
import { oneOf, type Field } from "./fields";
import { LOCAL_FIELDS, localProblems, localSpec } from "./local/target";
import type { ValuesOf } from "./values";

/** The namespace of the project's own keys: its name in Pulumi.yaml. */
export const NAMESPACE = "aks-lb-lab";

export type SessionAffinity = "None" | "ClientIP";
export type ExternalTrafficPolicy = "Cluster" | "Local";

/** What a stack's configuration decides wherever the lab stands. */
export interface LabSettings {
  readonly replicas: number;
  readonly sessionAffinity: SessionAffinity;
  readonly externalTrafficPolicy: ExternalTrafficPolicy;
  readonly debugger: boolean;
}

/** All that a stack's configuration decides, checked. */
export type LabConfig =
  | (LabSettings & { readonly target: "local"; readonly cluster: ClusterSpec })
  | (LabSettings & { readonly target: "azure"; readonly cluster: AksSpec });

/** Configuration by full key, `aks-lb-lab:nodeCount`, defaults included; other namespaces are not looked at. */
export type RawConfig = Readonly<Record<string, unknown>>;

const TARGET = oneOf(["local", "azure"]);

/** The keys that can be set, each for one target at least; the schema in Pulumi.yaml has the same. */
export const KEYS: readonly string[] = [
  ...new Set(["target", ...Object.keys(LOCAL_FIELDS), ...Object.keys(AZURE_FIELDS)]),
];

/**
 * The configuration of the stack called `stack`.
 * @throws ProblemsError with everything that is wrong with it.
 */
export function labConfig(raw: RawConfig, stack: string): LabConfig {
  const { values, problems } = examine(raw, stack);
  refuse(problems);
  // Without a problem every key of the target has been read.
  return assemble(values as Values, stack);
}

/** Everything that is wrong with the configuration, nothing when {@link labConfig} takes it. */
export function labProblems(raw: RawConfig, stack: string): Problem[] {
  return examine(raw, stack).problems;
}

type Values =
  | ({ readonly target: "local" } & ValuesOf<typeof LOCAL_FIELDS>)
  | ({ readonly target: "azure" } & ValuesOf<typeof AZURE_FIELDS>);

interface Examined {
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: Problem[];
}

function examine(raw: RawConfig, stack: string): Examined {
  const target = read(raw, { target: TARGET });
  // Without a proper target the local one's rules are as good as any.
  const azure = target.values.target === "azure";
  const { values, problems } = read(raw, azure ? AZURE_FIELDS : LOCAL_FIELDS);
  const among = azure ? azureProblems(values) : localProblems(values);
  return {
    values: { ...target.values, ...values },
    problems: [...nameProblems(stack), ...unknownKeys(raw), ...target.problems, ...problems, ...among],
  };
}

function read(raw: RawConfig, fields: Readonly<Record<string, Field<unknown>>>): Examined {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [key, field] of Object.entries(fields)) {
    const given = raw[`${NAMESPACE}:${key}`];
    const reading = field(given);
    if ("value" in reading) values[key] = reading.value;
    else problems.push({ key, value: written(given), ...reading });
  }
  return { values, problems };
}

function assemble(values: Values, stack: string): LabConfig {
  const { replicas, sessionAffinity, externalTrafficPolicy } = values;
  const settings = { replicas, sessionAffinity, externalTrafficPolicy, debugger: values.debugger };
  return values.target === "local"
    ? { target: "local", cluster: localSpec(values, stack), ...settings }
    : { target: "azure", cluster: azureSpec(values, stack), ...settings };
}

/** The stack's name becomes the lab's: of a folder, of cgroups, of a kubeconfig context. */
function nameProblems(stack: string): Problem[] {
  if (/^[a-z][a-z0-9-]{0,30}$/.test(stack)) return [];
  const rule = "must be at most 31 lower-case letters, digits and hyphens, a letter first: it names the lab";
  return [{ key: "stack", value: stack, rule, wayOut: "For example local" }];
}

function unknownKeys(raw: RawConfig): Problem[] {
  const prefix = `${NAMESPACE}:`;
  const given = Object.keys(raw).filter((key) => key.startsWith(prefix));
  const unknown = given.map((key) => key.slice(prefix.length)).filter((key) => !KEYS.includes(key));
  return unknown.map((key) => {
    const meant = didYouMean(key, KEYS);
    const wayOut = meant === undefined ? `Keys are ${KEYS.join(", ")}` : `Did you mean ${meant}?`;
    return { key, value: written(raw[prefix + key]), rule: `is no key of ${NAMESPACE}`, wayOut };
  });
}

function written(value: unknown): string {
  if (value === undefined) return "(not set)";
  return typeof value === "string" ? value : JSON.stringify(value);
}
