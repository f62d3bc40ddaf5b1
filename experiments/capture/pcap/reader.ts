import type { Packet } from "./packet";

/** What the pcap format calls a link with Ethernet's headers. */
export const ETHERNET = 1;

const HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;

/** Nanoseconds of one unit of a record's fraction, by the file's first four bytes, read in little-endian order. */
const NANOSECONDS_OF: ReadonlyMap<number, number> = new Map([
  [0xa1b2c3d4, 1000],
  [0xa1b23c4d, 1],
]);

/**
 * Reads a pcap (draft-ietf-opsawg-pcap) in little-endian order, as tcpdump writes it on x64 and arm64, piece by piece as it
 * comes; keeps no more than one record's bytes.
 */
export class PcapReader {
  private rest: Buffer = Buffer.alloc(0);
  private unit: number | undefined;

  /**
   * The packets that are whole with `chunk`.
   * @throws Error for what is no such pcap.
   */
  *read(chunk: Buffer): Generator<Packet> {
    let bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    if (this.unit === undefined && bytes.length >= HEADER_BYTES) {
      this.unit = unitOf(bytes);
      bytes = bytes.subarray(HEADER_BYTES);
    }
    let at = 0;
    while (this.unit !== undefined && bytes.length - at >= RECORD_HEADER_BYTES) {
      const end = at + RECORD_HEADER_BYTES + bytes.readUInt32LE(at + 8);
      if (end > bytes.length) break;
      yield {
        seconds: bytes.readUInt32LE(at),
        nanoseconds: bytes.readUInt32LE(at + 4) * this.unit,
        length: bytes.readUInt32LE(at + 12),
        data: bytes.subarray(at + RECORD_HEADER_BYTES, end),
      };
      at = end;
    }
    this.rest = Buffer.from(bytes.subarray(at));
  }

  /** Bytes of a record that was never completed; 0 for a whole file. */
  get left(): number {
    return this.rest.length;
  }
}

function unitOf(header: Buffer): number {
  const unit = NANOSECONDS_OF.get(header.readUInt32LE(0));
  // The upper bits tell of checksums at the frames' ends.
  const link = header.readUInt32LE(20) & 0xffff;
  if (unit === undefined || link !== ETHERNET) {
    throw new Error(`no pcap of Ethernet frames: it begins with ${header.subarray(0, 24).toString("hex")}`);
  }
  return unit;
}
