import type { Progress } from "../system/progress";
import type { CaptureSession } from "./capture/session";
import type { DebugPod } from "./cluster/debugPods";
import type { Sightings } from "./join/sightings";
import type { Lab } from "./lab";
import type { Client } from "./target";

/** What all experiments of one run share. */
export interface Bench {
  readonly lab: Lab;
  /** The first is client A. */
  readonly clients: readonly [Client, ...Client[]];
  readonly pods: readonly DebugPod[];
  readonly capture: CaptureSession;
  /** From now on captured lines go there. */
  readonly collect: (sightings: Sightings) => void;
  /** Stands in every request's id. */
  readonly run: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}
