import fc from "fast-check";
import type { Packet } from "../../../../experiments/capture/pcap/packet";
import { PcapReader } from "../../../../experiments/capture/pcap/reader";
import { pcapHeader, pcapRecord } from "../../../../experiments/capture/pcap/writer";
import { packet, plainPacket } from "./packets";

/** `bytes` in pieces that end at `cuts`. */
function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, i) => bytes.subarray(i === 0 ? 0 : ends[i - 1], end));
}

describe("a pcap", () => {
  test("is read as it was written, in whatever pieces it comes", () => {
    fc.assert(
      fc.property(fc.array(packet), fc.array(fc.nat()), (packets, cuts) => {
        const reader = new PcapReader();
        const file = Buffer.concat([pcapHeader(), ...packets.map(pcapRecord)]);
        const read: Packet[] = [];
        for (const piece of pieces(file, cuts)) read.push(...reader.read(Buffer.from(piece)));
        expect(read.map(plainPacket)).toEqual(packets.map(plainPacket));
        expect(reader.left).toBe(0);
      }),
    );
  });

  test("with times in microseconds gives nanoseconds", () => {
    const header = pcapHeader();
    header.writeUInt32LE(0xa1b2c3d4, 0);
    const record = pcapRecord({ seconds: 5, nanoseconds: 7, length: 3, data: Buffer.from("abc") });
    const [first] = new PcapReader().read(Buffer.concat([header, record]));
    expect(first).toMatchObject({ seconds: 5, nanoseconds: 7000, length: 3 });
  });

  test("that ends within a packet has something left", () => {
    const reader = new PcapReader();
    const record = pcapRecord({ seconds: 5, nanoseconds: 7, length: 3, data: Buffer.from("abc") });
    expect([...reader.read(Buffer.concat([pcapHeader(), record.subarray(0, -1)]))]).toEqual([]);
    expect(reader.left).toBe(record.length - 1);
  });

  test.each([
    ["words", Buffer.from("tcpdump: eth0: You don't have permission")],
    ["another link than Ethernet", Buffer.concat([pcapHeader().subarray(0, 20), Buffer.of(101, 0, 0, 0)])],
  ])("is refused when it is %s", (_name, bytes) => {
    expect(() => [...new PcapReader().read(bytes)]).toThrow(/no pcap of Ethernet frames/);
  });
});
