import type { ClusterSpec } from "../local/spec";
import { refuse, type Problem } from "../system/problems";
import { PROJECT_NAME } from "../system/project";
import type { AksSpec } from "./aksSpec";
import { azureNameProblems } from "./azure/names";
import { AZURE_FIELDS, AZURE_RULES, azureSpec, type AzureValues } from "./azure/target";
import { azureWarnings } from "./azure/warnings";
import { didYouMean } from "./didYouMean";
import { oneOf, type Field } from "./fields";
import { LOCAL_FIELDS, LOCAL_RULES, localSpec, type LocalValues } from "./local/target";
import { NETWORK_FIELDS, SETTING_FIELDS } from "./sharedFields";
import { broken, problemOf, written, type Rule } from "./rule";

/** The namespace of the project's own keys. */
export const NAMESPACE = PROJECT_NAME;

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

/** Configuration by full key, `aks-lb-lab:nodeCount`, defaults included; of other namespaces only credentials are looked for. */
export type RawConfig = Readonly<Record<string, unknown>>;

/** Where a lab can stand: the fields that it reads, the rules between them, and what else to say. */
const TARGETS = {
  local: { fields: LOCAL_FIELDS, rules: LOCAL_RULES as readonly Rule<object>[] },
  azure: { fields: AZURE_FIELDS, rules: AZURE_RULES as readonly Rule<object>[] },
  /** Without a proper word for it only what holds everywhere is looked at. */
  unknown: { fields: { ...NETWORK_FIELDS, ...SETTING_FIELDS }, rules: [] as readonly Rule<object>[] },
} as const;

type Target = keyof typeof TARGETS;

const TARGET = { target: oneOf(["local", "azure"]) };

/** The keys that can be set, each for one target at least; the schema in Pulumi.yaml has the same. */
export const KEYS: readonly string[] = [
  ...new Set(Object.keys({ ...TARGET, ...LOCAL_FIELDS, ...AZURE_FIELDS })),
];

/**
 * The configuration of the stack called `stack`.
 * @throws ProblemsError with everything that is wrong with it.
 */
export function labConfig(raw: RawConfig, stack: string): LabConfig {
  const { values, problems } = examine(raw, stack);
  refuse(problems);
  // Without a problem every key of the target has been read.
  return assemble(values as unknown as Values, stack);
}

/** Everything that is wrong with the configuration, nothing when {@link labConfig} takes it. */
export function labProblems(raw: RawConfig, stack: string): Problem[] {
  return examine(raw, stack).problems;
}

/**
 * What works but may surprise, in the shape of problems: dates that near, settings that are read by another target only.
 * @param defaults the schema's defaults
 * @param now in milliseconds since 1970
 */
export function labWarnings(raw: RawConfig, defaults: RawConfig, now: number): Problem[] {
  const target = targetOf(raw);
  const { values } = read(raw, TARGETS[target].fields);
  return [...notRead(raw, defaults, target), ...(target === "azure" ? azureWarnings(values, now) : [])];
}

/** Where the lab of this configuration is to stand; without a proper word for it, on this machine. */
export function targetOf(raw: RawConfig): LabConfig["target"] {
  return raw[`${NAMESPACE}:target`] === "azure" ? "azure" : "local";
}

type Values = ({ readonly target: "local" } & LocalValues) | ({ readonly target: "azure" } & AzureValues);

interface Examined {
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: Problem[];
}

function examine(raw: RawConfig, stack: string): Examined {
  const reading = TARGET.target(raw[`${NAMESPACE}:target`]);
  const target = "value" in reading ? reading.value : "unknown";
  const { values, problems } = read(raw, { ...TARGET, ...TARGETS[target].fields });
  const among = broken(TARGETS[target].rules, { name: stack, ...values });
  return { values, problems: [...nameProblems(stack, target), ...unknownKeys(raw), ...problems, ...among] };
}

function read(raw: RawConfig, fields: Readonly<Record<string, Field<unknown>>>): Examined {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [key, field] of Object.entries(fields)) {
    const given = raw[`${NAMESPACE}:${key}`];
    const reading = field(given);
    if ("value" in reading) values[key] = reading.value;
    else problems.push(problemOf(key, given, reading));
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
function nameProblems(stack: string, target: Target): Problem[] {
  if (/^[a-z][a-z0-9-]{0,30}$/.test(stack)) return target === "azure" ? azureNameProblems(stack) : [];
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

/** Settings that differ from their defaults without any effect. */
function notRead(raw: RawConfig, defaults: RawConfig, target: Target): Problem[] {
  const unread = KEYS.filter((key) => key !== "target" && !Object.hasOwn(TARGETS[target].fields, key));
  return unread.flatMap((key) => {
    const name = `${NAMESPACE}:${key}`;
    const value = raw[name];
    if (value === undefined || written(value) === written(defaults[name])) return [];
    const rule = `has no effect: target ${target} does not read it`;
    return [{ key, value: written(value), rule, wayOut: `Run \`pulumi config rm ${key}\`` }];
  });
}
