import type { Way } from "./way";

/** How many requests went one way, of those of one client by one entry node to one pod. */
export interface PathCount {
  readonly client: string;
  readonly entryNode: string;
  readonly route: Way["route"];
  readonly snat: string;
  readonly pod: string;
  readonly podNode: string;
  readonly zoneCrossed: boolean | null;
  readonly requests: number;
}

/** Counters of all requests so far. */
export interface Totals {
  readonly requests: number;
  readonly direct: number;
  readonly bounced: number;
  readonly zoneCrossing: number;
  /** Of which the wire does not tell everything. */
  readonly untold: number;
}

const UNKNOWN = "?";

export class Tally {
  private readonly paths = new Map<string, PathCount>();
  private sums = { requests: 0, direct: 0, bounced: 0, zoneCrossing: 0, untold: 0 };

  /** @param nameOf what an address is called: a client's name where it has one. */
  constructor(private readonly nameOf: (address: string) => string) {}

  add(way: Way): void {
    const { sums } = this;
    sums.requests += 1;
    if (way.route !== null) sums[way.route] += 1;
    if (way.zoneCrossed === true) sums.zoneCrossing += 1;
    if (way.untold.length > 0) sums.untold += 1;
    const path = {
      client: way.client === null ? UNKNOWN : this.nameOf(way.client.address),
      entryNode: way.entryNode ?? UNKNOWN,
      route: way.route,
      snat: way.snat?.address ?? "",
      pod: way.pod ?? UNKNOWN,
      podNode: way.podNode ?? UNKNOWN,
      zoneCrossed: way.zoneCrossed,
    };
    const key = JSON.stringify(path);
    this.paths.set(key, { ...path, requests: (this.paths.get(key)?.requests ?? 0) + 1 });
  }

  totals(): Totals {
    return { ...this.sums };
  }

  /** The most used first. */
  pathCounts(): readonly PathCount[] {
    return [...this.paths.values()].sort((a, b) => b.requests - a.requests);
  }
}
