import { closeSync, openSync, writeSync } from "node:fs";
import { MARKER } from "../line";
import type { Packet } from "./packet";
import { PcapReader } from "./reader";
import { pcapHeader, pcapRecord } from "./writer";

/** Bytes of one node's file: what a laptop has room for, and Wireshark opens within seconds. */
const MOST_BYTES = 256 * 1024 * 1024;

/** A marker is shorter than any packet that it is worth to look for one in. */
const MOST_MARKER_BYTES = 200;

/** One node's packets, on their way from its tcpdump into a file. */
export class PacketFile {
  /** Packets in the file. */
  written = 0;
  /** Packets that came when the file was full. */
  left = 0;
  /** Packets that were the capture's own markers: they are not in the file. */
  markers = 0;
  private bytes = 0;
  private failure: Error | undefined;
  private readonly reader = new PcapReader();
  private readonly descriptor: number;

  /** @throws Error when the file cannot be written. */
  constructor(
    readonly file: string,
    private readonly mostBytes: number = MOST_BYTES,
  ) {
    this.descriptor = openSync(file, "w");
    this.write([pcapHeader()]);
  }

  /**
   * Takes the next piece of tcpdump's output. Never throws: {@link close} tells what went wrong.
   * @returns the markers that passed in it.
   */
  take(chunk: Buffer): string[] {
    if (this.failure !== undefined) return [];
    try {
      return this.keep(chunk);
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      return [];
    }
  }

  /** @throws what went wrong on the way, a full disk say. */
  close(): void {
    closeSync(this.descriptor);
    if (this.failure !== undefined) throw this.failure;
  }

  private keep(chunk: Buffer): string[] {
    const records: Buffer[] = [];
    const markers: string[] = [];
    let bytes = this.bytes;
    for (const packet of this.reader.read(chunk)) {
      const marker = markerIn(packet);
      if (marker !== undefined) {
        markers.push(marker);
        continue;
      }
      const record = pcapRecord(packet);
      if (bytes + record.length > this.mostBytes) this.left += 1;
      else {
        bytes += record.length;
        records.push(record);
      }
    }
    this.write(records);
    this.written += records.length;
    this.markers += markers.length;
    return markers;
  }

  private write(parts: readonly Buffer[]): void {
    const bytes = Buffer.concat(parts);
    for (let at = 0; at < bytes.length;) at += writeSync(this.descriptor, bytes, at);
    this.bytes += bytes.length;
  }
}

/** Markers are the payload of UDP, so they go on to the packet's end. */
function markerIn({ data }: Packet): string | undefined {
  if (data.length > MOST_MARKER_BYTES) return undefined;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
  const at = bytes.indexOf(MARKER);
  return at < 0 ? undefined : bytes.toString("utf8", at);
}
