import type { Packet } from "./packet";
import { ETHERNET } from "./reader";

/* Blocks of draft-ietf-opsawg-pcapng, in little-endian order. */

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;

const END_OF_OPTIONS = 0;
const SHB_USERAPPL = 4;
const IF_NAME = 2;
const IF_TSRESOL = 9;

const NANOSECONDS = 9;

/** The block that a file begins with; `application` wrote it. */
export function sectionHeader(application: string): Buffer {
  const fixed = Buffer.alloc(16);
  fixed.writeUInt32LE(0x1a2b3c4d, 0);
  fixed.writeUInt16LE(1, 4);
  // -1: as long as it gets.
  fixed.fill(0xff, 8);
  return block(SECTION_HEADER, [
    fixed,
    option(SHB_USERAPPL, Buffer.from(application)),
    option(END_OF_OPTIONS),
  ]);
}

/** One interface of Ethernet frames with times in nanoseconds; the first described is number 0. */
export function interfaceDescription(name: string): Buffer {
  const fixed = Buffer.alloc(8);
  fixed.writeUInt16LE(ETHERNET, 0);
  return block(INTERFACE_DESCRIPTION, [
    fixed,
    option(IF_NAME, Buffer.from(name)),
    option(IF_TSRESOL, Buffer.of(NANOSECONDS)),
    option(END_OF_OPTIONS),
  ]);
}

/** A packet that the interface numbered `index` saw. */
export function enhancedPacket(index: number, { seconds, nanoseconds, length, data }: Packet): Buffer {
  // In one piece: there may be millions of them.
  const size = 32 + data.length + (-data.length & 3);
  const bytes = Buffer.alloc(size);
  const time = BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
  bytes.writeUInt32LE(ENHANCED_PACKET, 0);
  bytes.writeUInt32LE(size, 4);
  bytes.writeUInt32LE(index, 8);
  bytes.writeUInt32LE(Number(time >> 32n), 12);
  bytes.writeUInt32LE(Number(time & 0xffff_ffffn), 16);
  bytes.writeUInt32LE(data.length, 20);
  bytes.writeUInt32LE(length, 24);
  bytes.set(data, 28);
  bytes.writeUInt32LE(size, size - 4);
  return bytes;
}

/** Type, length, body and the length again, so that a file can be read backwards. */
function block(type: number, body: readonly Uint8Array[]): Buffer {
  const length = body.reduce((sum, part) => sum + part.length, 12);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(type, 0);
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, ...body, head.subarray(4)]);
}

function option(code: number, value: Uint8Array = new Uint8Array(0)): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, padded(value)]);
}

/** All parts of a block begin at a multiple of four bytes. */
function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
