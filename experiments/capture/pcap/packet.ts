/** A packet as a capture file has it. */
export interface Packet {
  /** Whole seconds since 1970 … */
  readonly seconds: number;
  /** … and the nanoseconds since then, less than 10^9. */
  readonly nanoseconds: number;
  /** Bytes that it had on the wire; `data` may be less. */
  readonly length: number;
  readonly data: Uint8Array;
}

/** Less than 0 when `a` was first, 0 at the same nanosecond. */
export function inTime(a: Packet, b: Packet): number {
  return a.seconds - b.seconds || a.nanoseconds - b.nanoseconds;
}
