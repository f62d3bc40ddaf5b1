import type { ClusterSpec } from "../local/spec";
import { refuse, type Problem } from "../system/problems";
import { didYouMean } from "./didYouMean";
import { address, boolean, integer, network, oneOf, port, text, zones, type Field } from "./fields";
import { networkProblems } from "./networks";

/** The namespace of the project's own keys: its name in Pulumi.yaml. */
export const NAMESPACE = "aks-lb-lab";

export type SessionAffinity = "None" | "ClientIP";
export type ExternalTrafficPolicy = "Cluster" | "Local";

/** All that a stack's configuration decides, checked. */
export interface LabConfig {
  /** Azure is not built yet; it joins here as a second kind with its own `cluster`. */
  readonly target: "local";
  readonly cluster: ClusterSpec;
  readonly replicas: number;
  readonly sessionAffinity: SessionAffinity;
  readonly externalTrafficPolicy: ExternalTrafficPolicy;
  readonly debugger: boolean;
}

/** Configuration by full key, `aks-lb-lab:nodeCount`, defaults included; other namespaces are not looked at. */
export type RawConfig = Readonly<Record<string, unknown>>;

const FIELDS = {
  target: oneOf(["local"], "; Azure is not built yet"),
  nodeCount: integer({
    least: 1,
    most: 9,
    because: "each node is a containerd, a kubelet and a kube-proxy on this machine",
    example: 3,
  }),
  zones,
  location: text(/^[a-z][a-z0-9]{0,40}$/, "must be lower-case letters and digits", "westeurope"),
  vnetCidr: network,
  subnetCidr: network,
  podCidr: network,
  serviceCidr: network,
  dnsServiceIP: address,
  clients: integer({
    least: 2,
    most: 26,
    because: "findings compare two clients, and a letter names each, client-a to client-z",
    example: 9,
  }),
  apiServerPort: port,
  replicas: integer({ least: 0, most: 100, because: "a node takes at most 110 pods", example: 1 }),
  sessionAffinity: oneOf(["None", "ClientIP"]),
  externalTrafficPolicy: oneOf(["Cluster", "Local"]),
  debugger: boolean,
};

type Key = keyof typeof FIELDS;
type Values = { [K in Key]: (typeof FIELDS)[K] extends Field<infer T> ? T : never };

/** The keys that can be set; the schema in Pulumi.yaml has the same. */
export const KEYS = Object.keys(FIELDS) as readonly Key[];

/**
 * The configuration of the stack called `stack`.
 * @throws ProblemsError with everything that is wrong with it.
 */
export function labConfig(raw: RawConfig, stack: string): LabConfig {
  const { values, problems } = examine(raw, stack);
  refuse(problems);
  // Without a problem every key has been read.
  return assemble(values as Values, stack);
}

/** Everything that is wrong with the configuration, nothing when {@link labConfig} takes it. */
export function labProblems(raw: RawConfig, stack: string): Problem[] {
  return examine(raw, stack).problems;
}

function examine(raw: RawConfig, stack: string): { values: Partial<Values>; problems: Problem[] } {
  const values: Record<string, unknown> = {};
  const problems = [...nameProblems(stack), ...unknownKeys(raw)];
  for (const key of KEYS) {
    const given = raw[`${NAMESPACE}:${key}`];
    const field: Field<unknown> = FIELDS[key];
    const reading = field(given);
    if ("value" in reading) values[key] = reading.value;
    else problems.push({ key, value: written(given), ...reading });
  }
  return { values, problems: [...problems, ...networkProblems(values)] };
}

function assemble(values: Values, stack: string): LabConfig {
  return {
    target: values.target,
    cluster: {
      name: stack,
      nodeCount: values.nodeCount,
      zones: values.zones,
      location: values.location,
      vnetCidr: values.vnetCidr.networkForm(),
      subnetCidr: values.subnetCidr.networkForm(),
      podCidr: values.podCidr.networkForm(),
      serviceCidr: values.serviceCidr.networkForm(),
      dnsServiceIP: values.dnsServiceIP.correctForm(),
      clients: values.clients,
      apiServerPort: values.apiServerPort,
    },
    replicas: values.replicas,
    sessionAffinity: values.sessionAffinity,
    externalTrafficPolicy: values.externalTrafficPolicy,
    debugger: values.debugger,
  };
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
  const unknown = given.map((key) => key.slice(prefix.length)).filter((key) => !isKey(key));
  return unknown.map((key) => {
    const meant = didYouMean(key, KEYS);
    const wayOut = meant === undefined ? `Keys are ${KEYS.join(", ")}` : `Did you mean ${meant}?`;
    return { key, value: written(raw[prefix + key]), rule: `is no key of ${NAMESPACE}`, wayOut };
  });
}

function isKey(key: string): key is Key {
  return Object.hasOwn(FIELDS, key);
}

function written(value: unknown): string {
  if (value === undefined) return "(not set)";
  return typeof value === "string" ? value : JSON.stringify(value);
}
