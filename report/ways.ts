import type { ClusterFacts } from "../experiments/cluster/facts";
import type { Path } from "../experiments/join/path";
import type { ExperimentResult, RequestResult } from "../experiments/result";

/** The kinds of way that every picture tells apart. A request that crosses a zone was bounced too. */
export type Way = "direct" | "bounced" | "crossing" | "unknown";

export const WAYS: readonly Way[] = ["direct", "bounced", "crossing", "unknown"];

/** What each is called, and what it means. */
export const WAY_WORDS: Readonly<Record<Way, { readonly name: string; readonly meaning: string }>> = {
  direct: { name: "direct", meaning: "the pod is on the entry node" },
  bounced: { name: "bounced", meaning: "on to another node of the same zone, with SNAT" },
  crossing: { name: "bounced, zone crossed", meaning: "on to a node in another zone, with SNAT" },
  unknown: { name: "not told in full", meaning: "something of the way is missing" },
};

export function wayOf({ complete, route, zoneCrossed }: Path): Way {
  if (!complete) return "unknown";
  if (route === "direct") return "direct";
  return zoneCrossed ? "crossing" : "bounced";
}

/** Requests whose ways are alike but for their ports. */
export interface WayGroup {
  readonly way: Way;
  readonly client: string;
  readonly entryNode: string | null;
  readonly entryZone: string | null;
  /** The address of the entry node's SNAT; `null` where there was none or where it is not known. */
  readonly snat: string | null;
  readonly pod: string | null;
  readonly podNode: string | null;
  readonly podZone: string | null;
  readonly requests: readonly [RequestResult, ...RequestResult[]];
}

/** The requests of one step, those alike together, in the order of clients, entry nodes and pods. */
export function waysOf(requests: readonly RequestResult[], cluster: ClusterFacts): readonly WayGroup[] {
  const zones = new Map(cluster.nodes.map(({ name, zone }) => [name, zone]));
  const zone = (node: string | null) => (node === null ? null : (zones.get(node) ?? null));
  const groups = new Map<string, [RequestResult, ...RequestResult[]]>();
  for (const request of requests) {
    const { client, entryNode, snat, pod, podNode } = request;
    const key = JSON.stringify([wayOf(request), client, entryNode, snat?.address, pod, podNode]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [request]);
    else group.push(request);
  }
  const ways = [...groups.values()].map((group) => {
    const [{ client, entryNode, snat, pod, podNode }] = group;
    const places = { entryZone: zone(entryNode), podZone: zone(podNode), snat: snat?.address ?? null };
    return { way: wayOf(group[0]), client, entryNode, pod, podNode, ...places, requests: group };
  });
  return ways.sort(
    (a, b) =>
      compare(a.client, b.client) ||
      compare(a.entryNode, b.entryNode) ||
      compare(a.podNode, b.podNode) ||
      compare(a.pod, b.pod),
  );
}

/** The requests that were sent in the step with that index. */
export function requestsOfStep({ requests }: ExperimentResult, step: number): readonly RequestResult[] {
  return requests.filter((request) => request.step === step);
}

/** How many of the requests went which way; every way is named. */
export function countWays(requests: readonly Path[]): Readonly<Record<Way, number>> {
  const counts = { direct: 0, bounced: 0, crossing: 0, unknown: 0 };
  for (const request of requests) counts[wayOf(request)] += 1;
  return counts;
}

/** The middle one, the lower of two; 0 of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** `eastus-1` -> `1`; empty outside zones. */
export function zoneNumber(zone: string): string {
  return zone.slice(zone.lastIndexOf("-") + 1);
}

/** What is not known goes last. */
function compare(a: string | null, b: string | null): number {
  return collator.compare(a ?? "\uffff", b ?? "\uffff");
}

/** node10 after node9. */
const collator = new Intl.Collator("en", { numeric: true });
