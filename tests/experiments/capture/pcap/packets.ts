import fc from "fast-check";
import type { Packet } from "../../../../experiments/capture/pcap/packet";

const MOST_SECONDS = 0xffff_ffff;

/** Packets as a node tells them: nearly all in order, some at the same nanosecond. */
export const packet = fc
  .record({
    seconds: fc.oneof(
      fc.integer({ min: 1_790_000_000, max: 1_790_000_003 }),
      fc.integer({ min: 0, max: MOST_SECONDS }),
    ),
    nanoseconds: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 999_999_999 })),
    data: fc.uint8Array({ maxLength: 70 }),
    cut: fc.integer({ min: 0, max: 2000 }),
  })
  .map(({ seconds, nanoseconds, data, cut }): Packet => ({
    seconds,
    nanoseconds,
    length: data.length + cut,
    data,
  }));

/** The same whatever kind of array holds the bytes. */
export function plainPacket({ seconds, nanoseconds, length, data }: Packet) {
  return { seconds, nanoseconds, length, data: Buffer.from(data).toString("hex") };
}
