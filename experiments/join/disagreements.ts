import type { ClusterFacts } from "../cluster/facts";
import type { Endpoint, SentRequest } from "../traffic/sentRequest";
import { routeOf, type Pieces } from "./pieces";
import { sameEndpoint } from "./sightings";

/** Sentences about every two sources that tell different things of one request. */
export function disagreementsOf(request: SentRequest, pieces: Pieces, facts: ClusterFacts): string[] {
  const found = [
    ...entryDisagreements(request, pieces),
    ...(routeOf(pieces) === "direct" ? directDisagreements(pieces) : bouncedDisagreements(pieces)),
    peerDisagreement(request, pieces, facts),
  ];
  return found.filter((sentence) => sentence !== false);
}

function entryDisagreements({ id, answer }: SentRequest, { entries }: Pieces): (string | false)[] {
  const from = entries.map(({ node, source }) => `${node} from ${endpointText(source)}`);
  return [
    entries.length > 1 && `it entered ${entries.length} times: ${from.join(", ")}`,
    answer !== null && answer.id !== id && `the pod answered another request, ${answer.id}`,
  ];
}

function directDisagreements({ departure, arrival }: Pieces): (string | false)[] {
  const beyond = departure ?? arrival;
  return [
    beyond !== undefined && `the pod is on its entry node, yet ${beyond.node} saw it go on between nodes`,
  ];
}

function bouncedDisagreements({ entry, departure, arrival, pod }: Pieces): (string | false)[] {
  return [
    departure !== undefined &&
      entry !== undefined &&
      departure.node !== entry.node &&
      `it entered ${entry.node}, yet ${departure.node} sent it on`,
    arrival !== undefined &&
      pod !== undefined &&
      (arrival.node !== pod.node || arrival.destination.address !== pod.address) &&
      `${pod.name} on ${pod.node} answered, yet it arrived on ${arrival.node} for ${arrival.destination.address}`,
    departure !== undefined &&
      arrival !== undefined &&
      !sameEndpoint(departure.source, arrival.source) &&
      `it left as ${endpointText(departure.source)} and arrived as ${endpointText(arrival.source)}`,
  ];
}

/** The pod's own word on who its peer was, against the wire's. */
function peerDisagreement(
  { answer }: SentRequest,
  pieces: Pieces,
  { service }: ClusterFacts,
): string | false {
  const { arrival, entry, podNode } = pieces;
  const route = routeOf(pieces);
  if (answer === null || route === null) return false;
  const saw = { address: answer.peerAddress, port: answer.peerPort };
  if (route === "direct" && service.externalTrafficPolicy === "Cluster") {
    // A masquerade within the node crosses no wire: its address is known, its port is not.
    const own = podNode?.podSideAddress;
    return (
      own !== undefined &&
      own !== saw.address &&
      `the pod saw ${endpointText(saw)}, and its node's address toward pods is ${own}`
    );
  }
  const onWire = route === "bounced" ? arrival?.source : entry?.source;
  return (
    onWire !== undefined &&
    !sameEndpoint(onWire, saw) &&
    `the pod saw ${endpointText(saw)}, the wire shows ${endpointText(onWire)}`
  );
}

function endpointText({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}
