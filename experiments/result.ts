import type { LoadBalancingRule } from "../local/loadBalancer/rule";
import type { ClusterFacts } from "./cluster/facts";
import type { Finding } from "./findings/finding";
import type { Path } from "./join/path";
import type { LineCount, Sighting } from "./join/sightings";
import type { ResourceChange, Settings } from "./stack";
import type { Target } from "./target";

/** All that came of one run of experiments; plain data, what every report is made of. */
export interface RunResult {
  /** Of this shape; another number when a field changes its meaning or goes. */
  readonly version: 1;
  /** Stands in every request's id. */
  readonly run: string;
  readonly lab: { readonly name: string; readonly target: Target["kind"] };
  /** ISO 8601, by this machine's clock. */
  readonly startedAt: string;
  readonly milliseconds: number;
  /** Every experiment holds. */
  readonly holds: boolean;
  readonly experiments: readonly ExperimentResult[];
}

export interface ExperimentResult {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly explanation: string;
  readonly source: { readonly title: string; readonly url: string };
  /** No finding is contradicted. */
  readonly holds: boolean;
  readonly settings: Settings;
  /** What setting them changed; `null` when they were so already. */
  readonly changes: readonly ResourceChange[] | null;
  /** The Service's load balancing rule before the settings, and while the traffic flowed. */
  readonly ruleBefore: LoadBalancingRule;
  readonly rule: LoadBalancingRule;
  readonly cluster: ClusterFacts;
  readonly traffic: readonly SentTraffic[];
  /** In the order of sending, client by client. */
  readonly requests: readonly Path[];
  readonly findings: readonly Finding[];
  /** What each node's eth0 saw of the requests, by its name. */
  readonly sightings: Readonly<Record<string, readonly RequestSighting[]>>;
  readonly lines: LineCount;
  readonly milliseconds: number;
}

export interface SentTraffic {
  readonly client: string;
  readonly requests: number;
  readonly concurrency: number;
  readonly keepAlive: boolean;
}

/** A sighting with the request it is of. */
export interface RequestSighting extends Omit<Sighting, "node"> {
  readonly id: string;
}
