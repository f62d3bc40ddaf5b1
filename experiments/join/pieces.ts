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
  { answer }: SentRequest,
  sightings: readonly Sighting[],
  facts: ClusterFacts,
): Pieces {
  const { nodes, pods } = namesOf(facts);
  const entries: Sighting[] = [];
  let departure: Sighting | undefined;
  let arrival: Sighting | undefined;
  for (const sighting of inTime(sightings)) {
    if (sighting.direction === "out") departure ??= sighting;
    else if (sighting.destination.address === facts.service.frontendIP) entries.push(sighting);
    else arrival ??= sighting;
  }
  const [entry] = entries;
  const pod = answer === null ? undefined : pods.get(answer.pod);
  return {
    entries,
    entry,
    entryNode: entry && nodes.get(entry.node),
    departure,
    arrival,
    pod,
    podNode: pod && nodes.get(pod.node),
  };
}

/** `null` where too little is known to tell. */
export function routeOf({ entry, pod, departure, arrival }: Pieces): Route | null {
  if (entry !== undefined && pod !== undefined) return entry.node === pod.node ? "direct" : "bounced";
  return departure !== undefined || arrival !== undefined ? "bounced" : null;
}

/** Captures tell independently of each other: only the time says what came first. */
function inTime(sightings: readonly Sighting[]): readonly Sighting[] {
  return sightings.every(isAfterBefore) ? sightings : [...sightings].sort((a, b) => a.at - b.at);
}

function isAfterBefore({ at }: Sighting, index: number, all: readonly Sighting[]): boolean {
  return index === 0 || at >= (all[index - 1]?.at ?? at);
}

interface Names {
  readonly nodes: ReadonlyMap<string, NodeFacts>;
  readonly pods: ReadonlyMap<string, PodFacts>;
}

/** The facts of one moment are asked for every request that was sent then. */
const known = new WeakMap<ClusterFacts, Names>();

function namesOf(facts: ClusterFacts): Names {
  const names = known.get(facts);
  if (names !== undefined) return names;
  const nodes = new Map(facts.nodes.map((node) => [node.name, node]));
  const pods = new Map(facts.pods.map((pod) => [pod.name, pod]));
  known.set(facts, { nodes, pods });
  return { nodes, pods };
}
