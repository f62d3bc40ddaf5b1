import type { ClusterFacts, NodeFacts, PodFacts } from "../cluster/facts";
import type { SentRequest } from "../traffic/sentRequest";
import type { Sighting } from "./sightings";

/** What there is of one request's way, told by the captures and by the pod; `undefined` where nobody told. */
export interface Pieces {
  /** Every arrival at the frontend IP, the earliest first; one, if all is well. */
  readonly entries: readonly Sighting[];
  readonly entry: Sighting | undefined;
  readonly entryNode: NodeFacts | undefined;
  /** Leaving the entry node for a pod elsewhere. */
  readonly departure: Sighting | undefined;
  /** Arriving on another node for a pod there. */
  readonly arrival: Sighting | undefined;
  readonly pod: PodFacts | undefined;
  readonly podNode: NodeFacts | undefined;
}

/** Whether the pod is on the entry node or elsewhere. */
export type Route = "direct" | "bounced";

export function piecesOf(
  request: SentRequest,
  sightings: readonly Sighting[],
  { nodes, pods, service }: ClusterFacts,
): Pieces {
  // Captures tell independently of each other: only the time says what came first.
  const inTime = [...sightings].sort((a, b) => a.at - b.at);
  const incoming = inTime.filter(({ direction }) => direction === "in");
  const entries = incoming.filter(({ destination }) => destination.address === service.frontendIP);
  const [entry] = entries;
  const pod = pods.find(({ name }) => name === request.answer?.pod);
  return {
    entries,
    entry,
    entryNode: nodes.find(({ name }) => name === entry?.node),
    departure: inTime.find(({ direction }) => direction === "out"),
    arrival: incoming.find((sighting) => !entries.includes(sighting)),
    pod,
    podNode: nodes.find(({ name }) => name === pod?.node),
  };
}

/** `null` where too little is known to tell. */
export function routeOf({ entry, pod, departure, arrival }: Pieces): Route | null {
  if (entry !== undefined && pod !== undefined) return entry.node === pod.node ? "direct" : "bounced";
  return departure !== undefined || arrival !== undefined ? "bounced" : null;
}
