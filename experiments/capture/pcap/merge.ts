import { inTime, type Packet } from "./packet";

/** A packet and which of the sources it is from. */
export interface Merged {
  readonly source: number;
  readonly packet: Packet;
}

/** How far packets of one node may be out of their order: two CPUs take them off the wire at once. */
const WINDOW = 64;

/**
 * The packets of all `sources` by their time, of which each source is nearly in order already: at most {@link WINDOW}
 * packets out. Holds so many of each source, however long these are.
 */
export function* merged(sources: readonly Iterable<Packet>[]): Generator<Merged> {
  const heads = sources.map((source, index) => {
    const packets = inOrder(source);
    return { index, packets, next: packets.next() };
  });
  for (;;) {
    let first: { index: number; packet: Packet } | undefined;
    // There are as many sources as nodes, so looking at each is quicker than any heap of them.
    for (const { index, next } of heads) {
      if (next.done !== true && (first === undefined || inTime(next.value, first.packet) < 0))
        first = { index, packet: next.value };
    }
    if (first === undefined) return;
    yield { source: first.index, packet: first.packet };
    const head = heads[first.index];
    if (head !== undefined) head.next = head.packets.next();
  }
}

function* inOrder(packets: Iterable<Packet>): Generator<Packet, undefined> {
  const held: Packet[] = [];
  for (const packet of packets) {
    let at = held.length;
    for (let before = held[at - 1]; before !== undefined && inTime(packet, before) < 0; before = held[at - 1])
      at -= 1;
    held.splice(at, 0, packet);
    const first = held.length > WINDOW ? held.shift() : undefined;
    if (first !== undefined) yield first;
  }
  yield* held;
  return undefined;
}
