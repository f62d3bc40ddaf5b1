import type { LoadBalancingRule } from "../local/loadBalancer/rule";
import type { ClusterFacts } from "./cluster/facts";
import type { NodeVersions } from "./cluster/versions";
import type { Finding } from "./findings/finding";
import type { Path } from "./join/path";
import type { LineCount, Sighting } from "./join/sightings";
import type { ResourceChange, SettingName, Settings } from "./stack";
import type { StepStatistics } from "./statistics/statistics";
import type { Client, Target } from "./target";

/** All that came of one run of experiments; plain data, what every report is made of. */
export interface RunResult {
  /** Of this shape; another number when a field changes its meaning or goes. */
  readonly version: 1;
  /** Stands in every request's id. */
  readonly run: string;
  readonly lab: LabTold;
  /** ISO 8601, by this machine's clock. */
  readonly startedAt: string;
  readonly milliseconds: number;
  /** Every experiment holds. */
  readonly holds: boolean;
  readonly experiments: readonly ExperimentResult[];
}

/** The lab that the run was made in. */
export interface LabTold {
  /** The stack's name. */
  readonly name: string;
  readonly target: Target["kind"];
  /** The first is client A. */
  readonly clients: readonly Client[];
  /** What was in force before the run, and is again after it. */
  readonly settings: Readonly<Record<SettingName, string>>;
  /** Versions by the name of what they are of: this lab's own, and its tools'. */
  readonly tools: Readonly<Record<string, string>>;
  readonly nodes: readonly NodeVersions[];
}

export interface ExperimentResult {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly explanation: string;
  readonly source: { readonly title: string; readonly url: string };
  /** No finding is contradicted. */
  readonly holds: boolean;
  /** The Service's load balancing rule before the first step's settings. */
  readonly ruleBefore: LoadBalancingRule;
  readonly steps: readonly StepResult[];
  /** Those of the last step, where the experiment has one only. */
  readonly settings: StepResult["settings"];
  readonly changes: StepResult["changes"];
  readonly rule: StepResult["rule"];
  readonly cluster: StepResult["cluster"];
  readonly traffic: StepResult["traffic"];
  /** In the order of sending: step by step, client by client. */
  readonly requests: readonly RequestResult[];
  readonly findings: readonly Finding[];
  /** For each of `steps`. */
  readonly statistics: readonly StepStatistics[];
  /** What each node's eth0 saw of the requests, by its name. */
  readonly sightings: Readonly<Record<string, readonly RequestSighting[]>>;
  readonly lines: ToldLines;
  readonly milliseconds: number;
}

/** What was set and sent in one step, and the lab as it was then. */
export interface StepResult {
  readonly label: string;
  readonly settings: Settings;
  /** What setting them changed; `null` when they were so already. */
  readonly changes: readonly ResourceChange[] | null;
  /** The Service's load balancing rule while the traffic flowed. */
  readonly rule: LoadBalancingRule;
  readonly cluster: ClusterFacts;
  readonly traffic: readonly SentTraffic[];
}

/** A request's way, and the index of the step in which it was sent. */
export type RequestResult = Path & { readonly step: number };

export interface SentTraffic {
  readonly client: string;
  readonly requests: number;
  readonly concurrency: number;
  readonly keepAlive: boolean;
}

/** What became of the captured lines, and how many more there should have been. */
export interface ToldLines extends LineCount {
  /** Packets of answered requests that some node must have seen and no capture told of; each request's `missing` says which. */
  readonly lost: number;
}

/** A sighting with the request it is of. */
export interface RequestSighting extends Omit<Sighting, "node"> {
  readonly id: string;
}
