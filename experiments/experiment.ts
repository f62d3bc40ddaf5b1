import type { Expectation } from "./findings/finding";
import type { Settings } from "./stack";
import type { Client } from "./target";

/** What one client sends in an experiment. */
export interface ClientTraffic {
  readonly client: Client;
  readonly requests: number;
  /** How many of them at a time. */
  readonly concurrency: number;
  /** One connection for each of `concurrency`, kept; otherwise one for each request. */
  readonly keepAlive: boolean;
}

/** One question to the lab: what to set, what to send, what is expected to be seen. Data; the runner does the rest. */
export interface Experiment {
  /** What `lab run` calls it. */
  readonly name: string;
  readonly title: string;
  readonly question: string;
  /** The stack's configuration while the traffic flows; what was there before is restored afterwards. */
  readonly settings: Settings;
  /** The configuration before that, where the change itself is looked at. */
  readonly settingsBefore?: Settings;
  /** All clients at the same time, each on its own. `clients[0]` is client A. */
  traffic(clients: readonly [Client, ...Client[]]): readonly ClientTraffic[];
  readonly expectations: readonly Expectation[];
  /** Why it is so, in a few sentences. */
  readonly explanation: string;
  /** Where to read more. */
  readonly source: { readonly title: string; readonly url: string };
}
