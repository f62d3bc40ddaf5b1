import type { RequestPacket } from "../capture/line";
import type { NodeFacts } from "../cluster/facts";
import type { Sighting } from "./sightings";

const FIRST_CAPACITY = 1024;
const NO_ROW = -1;

/**
 * Packets by the number of their request, as columns of numbers: half a million requests are seen a million times, and as many
 * objects would take ten times the memory. The rows of a request are chained, the latest first.
 */
export class SightingTable {
  private rows = 0;
  private readonly texts = new Texts();
  private readonly addresses: ReadonlyMap<string, string>;
  private readonly latest: Int32Array;
  private before = new Int32Array(FIRST_CAPACITY);
  private node = new Uint32Array(FIRST_CAPACITY);
  private source = new Uint32Array(FIRST_CAPACITY);
  private sourcePort = new Uint16Array(FIRST_CAPACITY);
  private destination = new Uint32Array(FIRST_CAPACITY);
  private destinationPort = new Uint16Array(FIRST_CAPACITY);
  private protocol = new Uint8Array(FIRST_CAPACITY);
  private at = new Float64Array(FIRST_CAPACITY);

  /** @param requests how many there are; their numbers count from 0. */
  constructor(nodes: readonly NodeFacts[], requests: number) {
    this.addresses = new Map(nodes.map(({ name, address }) => [name, address]));
    this.latest = new Int32Array(requests).fill(NO_ROW);
  }

  get size(): number {
    return this.rows;
  }

  /** @returns whether it is new: a packet that is there already is not put in once more. */
  add(request: number, node: string, packet: RequestPacket): boolean {
    const { source, destination, protocol, at } = packet;
    const nodeText = this.texts.number(node);
    const sourceText = this.texts.number(source.address);
    const destinationText = this.texts.number(destination.address);
    // A request is seen a few times only, so looking through them is quicker than any key made of them.
    for (let row = this.latest[request] ?? NO_ROW; row !== NO_ROW; row = this.before[row] ?? NO_ROW) {
      const same =
        this.node[row] === nodeText &&
        this.source[row] === sourceText &&
        this.sourcePort[row] === source.port &&
        this.destination[row] === destinationText &&
        this.destinationPort[row] === destination.port &&
        this.protocol[row] === protocol;
      if (!same) continue;
      this.at[row] = Math.min(this.at[row] ?? at, at);
      return false;
    }
    if (this.rows === this.before.length) this.grow();
    const row = this.rows++;
    this.before[row] = this.latest[request] ?? NO_ROW;
    this.latest[request] = row;
    this.node[row] = nodeText;
    this.source[row] = sourceText;
    this.sourcePort[row] = source.port;
    this.destination[row] = destinationText;
    this.destinationPort[row] = destination.port;
    this.protocol[row] = protocol;
    this.at[row] = at;
    return true;
  }

  /** The rows of one request, in the order in which they were put in. */
  of(request: number): Sighting[] {
    const rows: Sighting[] = [];
    for (let row = this.latest[request] ?? NO_ROW; row !== NO_ROW; row = this.before[row] ?? NO_ROW) {
      const node = this.texts.text(this.node[row]);
      const source = this.texts.text(this.source[row]);
      rows.push({
        node,
        direction: source === this.addresses.get(node) ? "out" : "in",
        source: { address: source, port: this.sourcePort[row] ?? 0 },
        destination: {
          address: this.texts.text(this.destination[row]),
          port: this.destinationPort[row] ?? 0,
        },
        protocol: this.protocol[row] ?? 0,
        at: this.at[row] ?? 0,
      });
    }
    return rows.reverse();
  }

  private grow(): void {
    const capacity = this.before.length * 2;
    this.before = copyInto(new Int32Array(capacity), this.before);
    this.node = copyInto(new Uint32Array(capacity), this.node);
    this.source = copyInto(new Uint32Array(capacity), this.source);
    this.sourcePort = copyInto(new Uint16Array(capacity), this.sourcePort);
    this.destination = copyInto(new Uint32Array(capacity), this.destination);
    this.destinationPort = copyInto(new Uint16Array(capacity), this.destinationPort);
    this.protocol = copyInto(new Uint8Array(capacity), this.protocol);
    this.at = copyInto(new Float64Array(capacity), this.at);
  }
}

function copyInto<T extends { set(from: T): void }>(to: T, from: T): T {
  to.set(from);
  return to;
}

/** Gives each text a number: there are few, and each is told many times. */
class Texts {
  private readonly numbers = new Map<string, number>();
  private readonly all: string[] = [];

  number(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.all.length;
    this.numbers.set(text, number);
    this.all.push(text);
    return number;
  }

  text(number: number | undefined): string {
    return this.all[number ?? 0] ?? "";
  }
}
