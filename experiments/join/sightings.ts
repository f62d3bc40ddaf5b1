import type { CapturedLine, RequestPacket } from "../capture/line";
import type { NodeFacts } from "../cluster/facts";
import type { Endpoint } from "../traffic/sentRequest";
import { numberRequests, type RequestNumbers } from "./requestNumbers";
import { SightingTable } from "./sightingTable";

/** One packet of one request on one node's eth0, however often the capture told it. */
export interface Sighting {
  readonly node: string;
  /** `out` when the node itself was its sender. */
  readonly direction: "in" | "out";
  readonly source: Endpoint;
  readonly destination: Endpoint;
  /** IP protocol number; 6 is TCP. */
  readonly protocol: number;
  /** Seconds since 1970 by the node's clock; of a packet that was told several times, when it was seen first. */
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

const PATH = "/r/";
const NONE: readonly Sighting[] = [];

/**
 * Sorts captured lines by request, one at a time and in any order; takes time and memory in proportion to their number, and of a
 * sighting keeps a row of numbers until it is asked for.
 */
export class Sightings {
  private readonly requests: RequestNumbers;
  private readonly table: SightingTable;
  private duplicate = 0;
  private foreign = 0;

  /** @param ids the requests that are looked for; all others are foreign. */
  constructor(nodes: readonly NodeFacts[], ids: Iterable<string>) {
    this.requests = numberRequests([...ids]);
    this.table = new SightingTable(nodes, this.requests.count);
  }

  add(node: string, line: CapturedLine): void {
    const request = line.kind === "request" ? this.requestOf(line) : undefined;
    if (line.kind !== "request" || request === undefined) this.foreign += 1;
    else if (!this.table.add(request, node, line)) this.duplicate += 1;
  }

  /** In the order in which they were told. */
  of(id: string): readonly Sighting[] {
    const request = this.requests.of(id, 0);
    return request === undefined ? NONE : this.table.of(request);
  }

  lines(): LineCount {
    const { duplicate, foreign } = this;
    const counted = this.table.size;
    return { total: counted + duplicate + foreign, counted, duplicate, foreign };
  }

  /** `/r/<id>` is request `<id>`; any other path is none. */
  private requestOf({ uri }: RequestPacket): number | undefined {
    return uri.startsWith(PATH) ? this.requests.of(uri, PATH.length) : undefined;
  }
}

export function sameEndpoint(a: Endpoint, b: Endpoint): boolean {
  return a.port === b.port && a.address === b.address;
}
