import { ETHERNET } from "./reader";
import type { Packet } from "./packet";

/** The beginning of a pcap of Ethernet frames with times in nanoseconds. */
export function pcapHeader(): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b23c4d, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(0x40000, 16);
  header.writeUInt32LE(ETHERNET, 20);
  return header;
}

export function pcapRecord({ seconds, nanoseconds, length, data }: Packet): Buffer {
  const record = Buffer.alloc(16 + data.length);
  record.writeUInt32LE(seconds, 0);
  record.writeUInt32LE(nanoseconds, 4);
  record.writeUInt32LE(data.length, 8);
  record.writeUInt32LE(length, 12);
  record.set(data, 16);
  return record;
}
