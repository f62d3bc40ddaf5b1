import type { ClusterFacts } from "../cluster/facts";
import type { Endpoint, SentRequest } from "../traffic/sentRequest";
import { disagreementsOf } from "./disagreements";
import { missingPieces } from "./missing";
import type { CompletePath, Path } from "./path";
import { piecesOf, routeOf, type Pieces } from "./pieces";
import type { Sighting } from "./sightings";

/** Reads one request's way out of what its client, the nodes' captures and the pod tell of it. */
export function pathOf(
  client: string,
  request: SentRequest,
  sightings: readonly Sighting[],
  facts: ClusterFacts,
): Path {
  const pieces = piecesOf(request, sightings, facts);
  const missing = missingPieces(request, pieces);
  const disagreements = disagreementsOf(request, pieces, facts);
  const { id, local, startedAt, milliseconds } = request;
  const told = { id, client, local, startedAt, milliseconds };
  const whole = wholeWay(request, pieces);
  if (whole !== undefined && missing.length === 0 && disagreements.length === 0) {
    return { ...told, ...whole, complete: true, missing: [], disagreements: [] };
  }
  return { ...told, ...partOfWay(request, pieces), complete: false, missing, disagreements };
}

type Way = Pick<
  CompletePath,
  | "route"
  | "clientAddress"
  | "clientPort"
  | "entryNode"
  | "snat"
  | "pod"
  | "podNode"
  | "zoneCrossed"
  | "peerSeenByPod"
>;

function wholeWay(request: SentRequest, pieces: Pieces): Way | undefined {
  const { route, clientAddress, clientPort, entryNode, snat, ...end } = partOfWay(request, pieces);
  const { pod, podNode, zoneCrossed, peerSeenByPod } = end;
  if (route === null || clientAddress === null || clientPort === null || entryNode === null) return undefined;
  if (pod === null || podNode === null || zoneCrossed === null || peerSeenByPod === null) return undefined;
  return { route, clientAddress, clientPort, entryNode, snat, pod, podNode, zoneCrossed, peerSeenByPod };
}

function partOfWay({ answer }: SentRequest, pieces: Pieces): { [K in keyof Way]: Way[K] | null } {
  const { entry, entryNode, departure, arrival, podNode } = pieces;
  const zones = entryNode !== undefined && podNode !== undefined ? [entryNode.zone, podNode.zone] : null;
  return {
    route: routeOf(pieces),
    clientAddress: entry?.source.address ?? null,
    clientPort: entry?.source.port ?? null,
    entryNode: entry?.node ?? null,
    snat: (arrival ?? departure)?.source ?? null,
    pod: answer?.pod ?? null,
    podNode: podNode?.name ?? null,
    zoneCrossed: zones === null ? null : zones[0] !== zones[1],
    peerSeenByPod: answer === null ? null : endpoint(answer.peerAddress, answer.peerPort),
  };
}

function endpoint(address: string, port: number): Endpoint {
  return { address, port };
}
