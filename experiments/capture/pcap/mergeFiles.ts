import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { merged } from "./merge";
import type { Packet } from "./packet";
import { enhancedPacket, interfaceDescription, sectionHeader } from "./pcapng";
import { PcapReader } from "./reader";

/** A pcap and what its interface is to be called. */
export interface NamedPcap {
  readonly name: string;
  readonly file: string;
}

const CHUNK_BYTES = 256 * 1024;

/**
 * Writes the packets of all `pcaps`, by their time, to one pcapng in which each has an interface of its name.
 * @returns how many packets it has. @throws Error for a pcap that is none.
 */
export function mergeFiles(pcaps: readonly NamedPcap[], file: string): number {
  const descriptor = openSync(file, "w");
  const write = (bytes: Buffer) => {
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
  };
  let packets = 0;
  let blocks = [sectionHeader("aks-lb-lab"), ...pcaps.map(({ name }) => interfaceDescription(name))];
  let bytes = 0;
  try {
    for (const { source, packet } of merged(pcaps.map(({ file }) => packetsOf(file)))) {
      const block = enhancedPacket(source, packet);
      blocks.push(block);
      packets += 1;
      bytes += block.length;
      if (bytes < CHUNK_BYTES) continue;
      write(Buffer.concat(blocks));
      [blocks, bytes] = [[], 0];
    }
    write(Buffer.concat(blocks));
  } finally {
    closeSync(descriptor);
  }
  return packets;
}

/** The packets of a pcap file, read as they are asked for. @throws Error when its last one is cut off. */
export function* packetsOf(file: string): Generator<Packet, undefined> {
  const reader = new PcapReader();
  const descriptor = openSync(file, "r");
  try {
    for (;;) {
      // A fresh one each time: packets are views of it and may be held back.
      const chunk = Buffer.alloc(CHUNK_BYTES);
      const length = readSync(descriptor, chunk);
      if (length === 0) break;
      yield* reader.read(chunk.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
  if (reader.left > 0) throw new Error(`${file} ends within a packet`);
  return undefined;
}
