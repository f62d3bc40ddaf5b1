import type { Endpoint } from "../traffic/sentRequest";
import type { Route } from "./pieces";

/** What every request has, whatever became of it. */
interface RequestFacts {
  readonly id: string;
  /** The client's name. */
  readonly client: string;
  /** The client's own end of the connection; differs from what the wire shows where a NAT is on the way. */
  readonly local: Endpoint | null;
  /** Milliseconds since 1970 by the client's clock. */
  readonly startedAt: number;
  /** As the client counted them, to the answer or to the giving up. */
  readonly milliseconds: number;
}

/** A request whose whole way is known, and of which the wire and the pod tell the same. */
export interface CompletePath extends RequestFacts {
  readonly complete: true;
  readonly route: Route;
  /** The client as the entry node saw it. */
  readonly clientAddress: string;
  readonly clientPort: number;
  readonly entryNode: string;
  /** As whom the entry node sent a bounced request on; `null` for a direct one. */
  readonly snat: Endpoint | null;
  readonly pod: string;
  readonly podNode: string;
  readonly zoneCrossed: boolean;
  readonly peerSeenByPod: Endpoint;
  readonly missing: readonly [];
  readonly disagreements: readonly [];
}

/** A request of which something is not known, or contradicts something else. What is known is there. */
export interface IncompletePath extends RequestFacts {
  readonly complete: false;
  readonly route: Route | null;
  readonly clientAddress: string | null;
  readonly clientPort: number | null;
  readonly entryNode: string | null;
  readonly snat: Endpoint | null;
  readonly pod: string | null;
  readonly podNode: string | null;
  readonly zoneCrossed: boolean | null;
  readonly peerSeenByPod: Endpoint | null;
  readonly missing: readonly Missing[];
  /** Sentences, each about two sources that do not agree. */
  readonly disagreements: readonly string[];
}

/** A request's way: client, entry node, SNAT, pod on its node. */
export type Path = CompletePath | IncompletePath;

/** A piece of a path that nobody told. */
export interface Missing {
  readonly piece: "answer" | "entry" | "departure" | "arrival" | "pod";
  /** For people: who should have told, and what is known instead. */
  readonly detail: string;
}
