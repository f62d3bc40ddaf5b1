import type { CapturedLine, RequestPacket } from "../capture/line";
import type { NodeFacts } from "../cluster/facts";
import type { Endpoint } from "../traffic/sentRequest";

/** One packet of one request on one node's eth0, however often the capture told it. */
export interface Sighting {
  readonly node: string;
  /** `out` when the node itself was its sender. */
  readonly direction: "in" | "out";
  readonly source: Endpoint;
  readonly destination: Endpoint;
  /** IP protocol number; 6 is TCP. */
  readonly protocol: number;
  /** Seconds since 1970 by the node's clock. */
  readonly at: number;
}

/** What became of the captured lines; `total` is the sum of the others. */
export interface LineCount {
  readonly total: number;
  /** Lines that became a sighting. */
  readonly counted: number;
  /** The same packet on the same node once more: a retransmission. */
  readonly duplicate: number;
  /** Requests of somebody else, of another run, or lines that are none. */
  readonly foreign: number;
}

const NONE: readonly Sighting[] = [];

/** Sorts captured lines by request, one at a time and in any order; takes time and memory in proportion to their number. */
export class Sightings {
  private readonly byRequest = new Map<string, Sighting[]>();
  private readonly addresses: ReadonlyMap<string, string>;
  private counted = 0;
  private duplicate = 0;
  private foreign = 0;

  /** @param ids the requests that are looked for; all others are foreign. */
  constructor(nodes: readonly NodeFacts[], ids: Iterable<string>) {
    this.addresses = new Map(nodes.map(({ name, address }) => [name, address]));
    for (const id of ids) this.byRequest.set(id, []);
  }

  add(node: string, line: CapturedLine): void {
    const known = line.kind === "request" ? this.byRequest.get(requestId(line.uri)) : undefined;
    if (line.kind !== "request" || known === undefined) {
      this.foreign += 1;
      return;
    }
    const { source, destination, protocol, at } = line;
    // A request is seen a few times only, so looking through them is quicker than any key made of them.
    if (known.some((sighting) => sighting.node === node && samePacket(sighting, line))) {
      this.duplicate += 1;
      return;
    }
    const direction = source.address === this.addresses.get(node) ? "out" : "in";
    known.push({ node, direction, source, destination, protocol, at });
    this.counted += 1;
  }

  of(id: string): readonly Sighting[] {
    return this.byRequest.get(id) ?? NONE;
  }

  lines(): LineCount {
    const { counted, duplicate, foreign } = this;
    return { total: counted + duplicate + foreign, counted, duplicate, foreign };
  }
}

/** `/r/<id>` -> `<id>`; empty for any other path. */
function requestId(uri: string): string {
  return uri.startsWith("/r/") ? uri.slice("/r/".length) : "";
}

/** The direction follows from the source, so it need not be compared. */
function samePacket(a: Sighting, b: RequestPacket): boolean {
  return (
    sameEndpoint(a.source, b.source) &&
    sameEndpoint(a.destination, b.destination) &&
    a.protocol === b.protocol
  );
}

export function sameEndpoint(a: Endpoint, b: Endpoint): boolean {
  return a.port === b.port && a.address === b.address;
}
