import type { ClusterFacts } from "../cluster/facts";
import type { Endpoint, SentRequest } from "../traffic/sentRequest";
import { routeOf, type Pieces } from "./pieces";
import { sameEndpoint } from "./sightings";

/** Sentences about every two sources that tell different things of one request. */
export function disagreementsOf(request: SentRequest, pieces: Pieces, facts: ClusterFacts): string[] {
  const found: string[] = [];
  addAboutEntry(request, pieces, found);
  if (routeOf(pieces) === "direct") addAboutDirect(pieces, found);
  else addAboutBounced(pieces, found);
  addAboutPeer(request, pieces, facts, found);
  return found;
}

function addAboutEntry({ id, answer }: SentRequest, { entries }: Pieces, found: string[]): void {
  if (entries.length > 1) {
    const from = entries.map(({ node, source }) => `${node} from ${endpointText(source)}`);
    found.push(`it entered ${entries.length} times: ${from.join(", ")}`);
  }
  if (answer !== null && answer.id !== id) found.push(`the pod answered another request, ${answer.id}`);
}

function addAboutDirect({ departure, arrival }: Pieces, found: string[]): void {
  const beyond = departure ?? arrival;
  if (beyond === undefined) return;
  found.push(`the pod is on its entry node, yet ${beyond.node} saw it go on between nodes`);
}

function addAboutBounced({ entry, departure, arrival, pod }: Pieces, found: string[]): void {
  if (departure !== undefined && entry !== undefined && departure.node !== entry.node) {
    found.push(`it entered ${entry.node}, yet ${departure.node} sent it on`);
  }
  if (arrival === undefined) return;
  const { node, source, destination } = arrival;
  if (pod !== undefined && (node !== pod.node || destination.address !== pod.address)) {
    found.push(`${pod.name} on ${pod.node} answered, yet it arrived on ${node} for ${destination.address}`);
  }
  if (departure !== undefined && !sameEndpoint(departure.source, source)) {
    found.push(`it left as ${endpointText(departure.source)} and arrived as ${endpointText(source)}`);
  }
}

/** The pod's own word on who its peer was, against the wire's. */
function addAboutPeer(
  { answer }: SentRequest,
  pieces: Pieces,
  { service }: ClusterFacts,
  found: string[],
): void {
  const { arrival, entry, podNode } = pieces;
  const route = routeOf(pieces);
  if (answer === null || route === null) return;
  const { peerAddress: address, peerPort: port } = answer;
  if (route === "direct" && service.externalTrafficPolicy === "Cluster") {
    // A masquerade within the node crosses no wire: its address is known, its port is not.
    const own = podNode?.podSideAddress;
    if (own === undefined || own === address) return;
    found.push(
      `the pod saw ${endpointText({ address, port })}, and its node's address toward pods is ${own}`,
    );
    return;
  }
  const onWire = route === "bounced" ? arrival?.source : entry?.source;
  if (onWire === undefined || (onWire.address === address && onWire.port === port)) return;
  found.push(`the pod saw ${endpointText({ address, port })}, the wire shows ${endpointText(onWire)}`);
}

function endpointText({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}
