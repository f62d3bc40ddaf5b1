import fc from "fast-check";
import { merged } from "../../../../experiments/capture/pcap/merge";
import { inTime, type Packet } from "../../../../experiments/capture/pcap/packet";
import { packet } from "./packets";

const sources = fc.array(fc.array(packet, { maxLength: 60 }), { maxLength: 5 });

describe("the packets of several nodes", () => {
  test("are merged by time, none lost and none doubled, though each node's be out of order", () => {
    fc.assert(
      fc.property(sources, (sources) => {
        const all = [...merged(sources)];
        expect(all.slice(1).every(({ packet }, i) => inTime(all[i]?.packet ?? packet, packet) <= 0)).toBe(
          true,
        );
        for (const [index, source] of sources.entries()) {
          const own = all.flatMap(({ source, packet }) => (source === index ? [packet] : []));
          // `toSorted` by time alone keeps the order of what came at one nanosecond, and so must the merge.
          expect(own).toEqual([...source].sort(inTime));
        }
      }),
    );
  });

  test("are read as they are asked for, however many there are", () => {
    let read = 0;
    function* endless(): Generator<Packet> {
      for (;;) {
        read += 1;
        yield { seconds: read, nanoseconds: 0, length: 0, data: Buffer.alloc(0) };
      }
    }
    const all = merged([endless(), endless()]);
    for (let i = 0; i < 1000; i += 1) all.next();
    expect(read).toBeLessThan(1200);
  });
});
