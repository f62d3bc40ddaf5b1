import type { Endpoint } from "../../experiments/traffic/sentRequest";

/** A request's way as far as the nodes' eth0 show it: the answer, and so the pod's own word, is not asked for. */
export interface Way {
  /** Seconds since 1970, when it was first seen. */
  readonly at: number;
  readonly method: string;
  readonly uri: string;
  /** As the entry node saw it; `null` where that was not seen. */
  readonly client: Endpoint | null;
  readonly entryNode: string | null;
  readonly route: "direct" | "bounced" | null;
  /** As whom the entry node sent a bounced request on. */
  readonly snat: Endpoint | null;
  /** `null` where nobody can tell it. */
  readonly pod: string | null;
  readonly podNode: string | null;
  readonly zoneCrossed: boolean | null;
  /** What the wire does not tell of it, in sentences. */
  readonly untold: readonly string[];
}
