import type { ClusterFacts } from "../cluster/facts";
import type { SentRequest } from "../traffic/sentRequest";
import { disagreementsOf } from "./disagreements";
import { missingPieces } from "./missing";
import type { CompletePath, IncompletePath, Path } from "./path";
import { piecesOf, routeOf } from "./pieces";
import type { Sighting } from "./sightings";

/** Reads one request's way out of what its client, the nodes' captures and the pod tell of it. */
export function pathOf(
  client: string,
  request: SentRequest,
  sightings: readonly Sighting[],
  facts: ClusterFacts,
): Path {
  const known = knownOf(client, request, sightings, facts);
  return wholeOf(known) ?? known;
}

// Both are literals and not put together of parts, which takes ten times as long: there may be half a million of them.

function knownOf(
  client: string,
  request: SentRequest,
  sightings: readonly Sighting[],
  facts: ClusterFacts,
): IncompletePath {
  const pieces = piecesOf(request, sightings, facts);
  const { answer } = request;
  const { entry, entryNode, departure, arrival, podNode } = pieces;
  return {
    id: request.id,
    client,
    local: request.local,
    startedAt: request.startedAt,
    milliseconds: request.milliseconds,
    complete: false,
    route: routeOf(pieces),
    clientAddress: entry?.source.address ?? null,
    clientPort: entry?.source.port ?? null,
    entryNode: entry?.node ?? null,
    snat: (arrival ?? departure)?.source ?? null,
    pod: answer?.pod ?? null,
    podNode: podNode?.name ?? null,
    zoneCrossed: entryNode === undefined || podNode === undefined ? null : entryNode.zone !== podNode.zone,
    peerSeenByPod: answer && { address: answer.peerAddress, port: answer.peerPort },
    missing: missingPieces(request, pieces),
    disagreements: disagreementsOf(request, pieces, facts),
  };
}

function wholeOf(known: IncompletePath): CompletePath | undefined {
  const { route, clientAddress, clientPort, entryNode, snat, pod, podNode, zoneCrossed, peerSeenByPod } =
    known;
  if (known.missing.length > 0 || known.disagreements.length > 0) return undefined;
  if (route === null || clientAddress === null || clientPort === null || entryNode === null) return undefined;
  if (pod === null || podNode === null || zoneCrossed === null || peerSeenByPod === null) return undefined;
  return {
    id: known.id,
    client: known.client,
    local: known.local,
    startedAt: known.startedAt,
    milliseconds: known.milliseconds,
    complete: true,
    route,
    clientAddress,
    clientPort,
    entryNode,
    snat,
    pod,
    podNode,
    zoneCrossed,
    peerSeenByPod,
    missing: NONE,
    disagreements: NONE,
  };
}

const NONE: readonly [] = [];
