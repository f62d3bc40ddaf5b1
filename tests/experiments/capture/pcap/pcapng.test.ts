import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { mergeFiles } from "../../../../experiments/capture/pcap/mergeFiles";
import { PacketFile } from "../../../../experiments/capture/pcap/packetFile";
import { inTime, type Packet } from "../../../../experiments/capture/pcap/packet";
import { pcapHeader, pcapRecord } from "../../../../experiments/capture/pcap/writer";
import { packet, plainPacket } from "./packets";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pcapng-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function pcap(name: string, packets: readonly Packet[]) {
  const file = join(folder, `${name}.pcap`);
  writeFileSync(file, Buffer.concat([pcapHeader(), ...packets.map(pcapRecord)]));
  return { name, file };
}

interface Block {
  readonly type: number;
  readonly body: Buffer;
}

/** The blocks of a pcapng, as the draft has them; throws where lengths do not fit. */
function blocksOf(file: string): Block[] {
  const bytes = readFileSync(file);
  const blocks: Block[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    if (length % 4 !== 0) throw new Error(`a block of ${length} bytes`);
    if (bytes.readUInt32LE(at + length - 4) !== length) throw new Error("the two lengths differ");
    blocks.push({ type: bytes.readUInt32LE(at), body: bytes.subarray(at + 8, at + length - 4) });
    at += length;
  }
  return blocks;
}

function packetIn({ body }: Block) {
  const time = (BigInt(body.readUInt32LE(4)) << 32n) + BigInt(body.readUInt32LE(8));
  const captured = body.readUInt32LE(12);
  return {
    interface: body.readUInt32LE(0),
    seconds: Number(time / 1_000_000_000n),
    nanoseconds: Number(time % 1_000_000_000n),
    length: body.readUInt32LE(16),
    data: body.subarray(20, 20 + captured).toString("hex"),
  };
}

describe("the pcapng of all nodes", () => {
  test("holds every packet of every node's pcap, by time, under its node's interface", () => {
    fc.assert(
      fc.property(fc.array(fc.array(packet, { maxLength: 20 }), { minLength: 1, maxLength: 4 }), (nodes) => {
        const merged = join(folder, "run.pcapng");
        const count = mergeFiles(
          nodes.map((packets, i) => pcap(`node${i + 1}`, packets)),
          merged,
        );
        const [header, ...rest] = blocksOf(merged);
        expect(header?.type).toBe(0x0a0d0d0a);
        expect(header?.body.readUInt32LE(0)).toBe(0x1a2b3c4d);
        const [interfaces, packets] = [rest.slice(0, nodes.length), rest.slice(nodes.length).map(packetIn)];
        expect(interfaces.map(({ type, body }) => [type, body.toString("latin1").includes("node")])).toEqual(
          nodes.map(() => [1, true]),
        );
        expect(packets).toHaveLength(count);
        for (const [i, own] of nodes.entries()) {
          expect(packets.flatMap(({ interface: from, ...packet }) => (from === i ? [packet] : []))).toEqual(
            [...own].sort(inTime).map(plainPacket),
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  test("is refused when a node's pcap is cut off", () => {
    const whole = pcap("node1", [{ seconds: 1, nanoseconds: 2, length: 4, data: Buffer.from("abcd") }]);
    writeFileSync(whole.file, readFileSync(whole.file).subarray(0, -1));
    expect(() => mergeFiles([whole], join(folder, "run.pcapng"))).toThrow("ends within a packet");
  });

  const inWireshark = existsSync("/usr/bin/tshark") && existsSync("/usr/bin/capinfos") ? test : test.skip;

  inWireshark("is what Wireshark's own programs read: names, counts, times to the nanosecond", () => {
    const frame = Buffer.concat([Buffer.alloc(12, 2), Buffer.of(0x88, 0xb5), Buffer.from("payload")]);
    const at = (seconds: number, nanoseconds: number) => ({
      seconds,
      nanoseconds,
      length: frame.length,
      data: frame,
    });
    const merged = join(folder, "run.pcapng");
    mergeFiles(
      [
        pcap("node1", [at(1_795_510_775, 977_708_247), at(1_795_510_776, 1)]),
        pcap("node2", [at(1_795_510_776, 0)]),
      ],
      merged,
    );
    const shown = execFileSync(
      "tshark",
      [
        "-r",
        merged,
        "-T",
        "fields",
        "-e",
        "frame.interface_name",
        "-e",
        "frame.time_epoch",
        "-e",
        "frame.len",
      ],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
    );
    expect(shown).toBe(
      "node1\t1795510775.977708247\t21\nnode2\t1795510776.000000000\t21\nnode1\t1795510776.000000001\t21\n",
    );
    const facts = execFileSync("capinfos", [merged], { encoding: "utf8" });
    expect(facts).toMatch(/Number of packets: +3\n/);
    expect(facts.match(/Number of packets = \d/g)).toEqual([
      "Number of packets = 2",
      "Number of packets = 1",
    ]);
  });
});

describe("a node's own file", () => {
  const small = (text: string): Packet => ({
    seconds: 1,
    nanoseconds: 2,
    length: 90,
    data: Buffer.from(`..................................${text}`),
  });

  test("takes what fits, counts the rest, and tells markers without taking them", () => {
    const [packet, marker] = [small("a request"), small("aks-lb-lab-marker-ab12-1")].map(pcapRecord);
    if (packet === undefined || marker === undefined) throw new Error("two records");
    const file = new PacketFile(join(folder, "node1.pcap"), 24 + packet.length);
    expect(file.take(Buffer.concat([pcapHeader(), marker, packet, marker.subarray(0, 20)]))).toEqual([
      "aks-lb-lab-marker-ab12-1",
    ]);
    expect(file.take(Buffer.concat([marker.subarray(20), packet, packet]))).toEqual([
      "aks-lb-lab-marker-ab12-1",
    ]);
    file.close();
    expect([file.written, file.left, file.markers]).toEqual([1, 2, 2]);
    expect(readFileSync(file.file)).toEqual(Buffer.concat([pcapHeader(), packet]));
  });

  test("tells at its end that what came was no pcap", () => {
    const file = new PacketFile(join(folder, "node1.pcap"));
    expect(file.take(Buffer.from("tcpdump: eth0: no such device exists"))).toEqual([]);
    expect(() => {
      file.close();
    }).toThrow("no pcap");
  });
});
