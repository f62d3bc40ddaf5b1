import type { Cluster } from "./cluster";
import type { Settings } from "./settings";

/** What a configured provider works on. */
export interface Target {
  readonly cluster: Cluster;
  readonly settings: Settings;
}
