import type { Expectation } from "./findings/finding";
import type { Settings } from "./stack";
import type { Client } from "./target";

/** What one client sends in a step. Several for one client are sent at the same time too. */
export interface ClientTraffic {
  readonly client: Client;
  readonly requests: number;
  /** How many of them at a time. */
  readonly concurrency: number;
  /** One connection for each of `concurrency`, kept; otherwise one for each request. */
  readonly keepAlive: boolean;
}

/** The machines to send from. The first is client A, and there is always one. */
export type Clients = readonly [Client, ...Client[]];

/** One thing to do in an experiment: set something, then send. */
export interface Step {
  /** For people: "3 replicas". */
  readonly label: string;
  /** The stack's configuration while the traffic flows. What it does not name is as the user has it. */
  readonly settings: Settings;
  /** All of it is sent at the same time. */
  traffic(clients: Clients): readonly ClientTraffic[];
}

/**
 * One question to the lab: what to set, what to send, what is expected to be seen. Data; the runner does the rest, and restores
 * what was there before.
 */
export interface Experiment {
  /** What `lab run` calls it, and what its file is called. */
  readonly name: string;
  readonly title: string;
  readonly question: string;
  /** The configuration before the first step, where the change itself is looked at. */
  readonly settingsBefore?: Settings;
  /** Most experiments have one. */
  readonly steps: readonly [Step, ...Step[]];
  readonly expectations: readonly Expectation[];
  /** Why it is so, in a few sentences. */
  readonly explanation: string;
  /** Where to read more. */
  readonly source: { readonly title: string; readonly url: string };
}
