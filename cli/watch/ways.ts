import type { ClusterFacts, NodeFacts, PodFacts } from "../../experiments/cluster/facts";
import type { RequestSighting } from "./sighting";
import type { Way } from "./way";

/** All sightings of one request. */
interface Seen {
  entry?: RequestSighting;
  departure?: RequestSighting;
  arrival?: RequestSighting;
}

type Piece = keyof Seen;

/** How many requests are remembered that have been told already, so that late sightings of them are known for what they are. */
const REMEMBERED = 20_000;

/**
 * Joins sightings of requests that carry no id into ways, one at a time and in any order. A way is told as soon as it is
 * known where the request entered and where it went on to; a direct one, which is never seen again, by {@link settle}.
 */
export class Ways {
  private readonly waiting = new Map<string, Seen>();
  private readonly told = new Set<string>();

  constructor(private facts: ClusterFacts) {}

  /** From now on the cluster is like this. */
  follow(facts: ClusterFacts): void {
    this.facts = facts;
  }

  /** @returns the way that is known by it, if that is so. */
  add(sighting: RequestSighting): Way | undefined {
    const { segment } = sighting;
    if (this.told.has(segment)) return undefined;
    const piece = this.pieceOf(sighting);
    if (piece === undefined) {
      this.forget(segment);
      return undefined;
    }
    const seen = this.waiting.get(segment) ?? {};
    this.waiting.set(segment, seen);
    // The first of each: a retransmission is the same segment once more.
    seen[piece] ??= sighting;
    const whole = seen.entry !== undefined && (seen.departure ?? seen.arrival) !== undefined;
    return whole ? this.tell(segment, seen) : undefined;
  }

  /** The requests of which something was seen and no way told. */
  pending(): readonly string[] {
    return [...this.waiting.keys()];
  }

  /** Tells the ways of `segments` by what was seen of them: all that there was, as the nodes' captures have caught up since. */
  settle(segments: readonly string[]): Way[] {
    return segments.flatMap((segment) => {
      const seen = this.waiting.get(segment);
      return seen === undefined ? [] : [this.tell(segment, seen)];
    });
  }

  /**
   * Which part of a way by the Service's frontend IP it is. None is what a node neither took by that address nor sent on as itself:
   * a request to another Service's frontend IP, or a pod's own call.
   */
  private pieceOf({ node, source, destination }: RequestSighting): Piece | undefined {
    if (destination.address === this.facts.service.frontendIP) return "entry";
    const sender = this.facts.nodes.find(({ address }) => address === source.address);
    if (sender === undefined) return undefined;
    return sender.name === node ? "departure" : "arrival";
  }

  private tell(segment: string, seen: Seen): Way {
    this.forget(segment);
    return this.wayOf(seen);
  }

  /** Nothing more is told of it. */
  private forget(segment: string): void {
    this.waiting.delete(segment);
    this.told.add(segment);
    const [oldest] = this.told;
    if (this.told.size > REMEMBERED && oldest !== undefined) this.told.delete(oldest);
  }

  private wayOf({ entry, departure, arrival }: Seen): Way {
    const first = entry ?? departure ?? arrival;
    if (first === undefined) throw new Error("a request that nobody saw");
    const onward = departure ?? arrival;
    const told = { at: first.at, method: first.method, uri: first.uri, client: entry?.source ?? null };
    if (onward !== undefined) return { ...told, ...this.bounced(entry, onward) };
    return { ...told, ...this.stayed(first.node) };
  }

  private bounced(entry: RequestSighting | undefined, onward: RequestSighting): WayOn {
    const pod = this.facts.pods.find(({ address }) => address === onward.destination.address);
    const sender = this.facts.nodes.find(({ address }) => address === onward.source.address);
    const entryNode = this.nodeCalled(entry?.node) ?? sender;
    const untold = [
      ...(entry === undefined ? ["where it came from: it was not seen to enter by the frontend IP"] : []),
      ...(pod === undefined ? [`whose address ${onward.destination.address} is: no ready pod has it`] : []),
    ];
    return { ...this.onTo(entryNode, pod), route: "bounced", snat: onward.source, untold };
  }

  /** It did not leave its entry node, so a pod there has it. */
  private stayed(node: string): WayOn {
    const pods = this.facts.pods.filter((pod) => pod.node === node);
    const entryNode = this.nodeCalled(node);
    const [pod] = pods;
    if (pods.length === 1) return { ...this.onTo(entryNode, pod), route: "direct", snat: null, untold: [] };
    if (pod === undefined) {
      const untold = [`where it went: it did not leave ${node}, and no ready pod is there`];
      return { ...this.onTo(entryNode, undefined), route: null, snat: null, untold };
    }
    const untold = [`which of ${pods.length} pods on ${node} has it: within a node nothing passes its eth0`];
    return { ...this.onTo(entryNode, pod), pod: null, route: "direct", snat: null, untold };
  }

  private onTo(entryNode: NodeFacts | undefined, pod: PodFacts | undefined) {
    const podNode = this.nodeCalled(pod?.node);
    const known = entryNode !== undefined && podNode !== undefined;
    return {
      entryNode: entryNode?.name ?? null,
      pod: pod?.name ?? null,
      podNode: podNode?.name ?? null,
      zoneCrossed: known ? entryNode.zone !== podNode.zone : null,
    };
  }

  private nodeCalled(name: string | undefined): NodeFacts | undefined {
    return this.facts.nodes.find((node) => node.name === name);
  }
}

type WayOn = Omit<Way, "at" | "method" | "uri" | "client">;
