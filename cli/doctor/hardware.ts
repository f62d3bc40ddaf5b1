import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { freemem, totalmem } from "node:os";
import { cacheDirectory } from "../../system/paths";
import { check, type Check } from "./check";
import { nearestExisting } from "./trials/storage";

const GIGABYTE = 1e9;
/** As measured, pods and all: the control plane with what runs once, and each node. */
const MEMORY = { base: 0.9 * GIGABYTE, each: 0.25 * GIGABYTE } as const;
/** Of programs and images in the cache, and of a lab's own files once those are there. */
const DISK = { first: 3 * GIGABYTE, later: 0.3 * GIGABYTE } as const;

/** Bytes of memory that a lab of `nodes` nodes takes. */
export function memoryFor(nodes: number): number {
  return MEMORY.base + MEMORY.each * nodes;
}

export function memoryCheck(nodes: number, meminfo = readFileSync("/proc/meminfo", "utf8")): Check {
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(meminfo)?.[1];
  const bytes = available === undefined ? freemem() : Number(available) * 1024;
  const needed = memoryFor(nodes);
  return check(
    "memory",
    `${gigabytes(needed)} available for ${nodes} ${nodes === 1 ? "node" : "nodes"}`,
    `${gigabytes(bytes)} of ${gigabytes(totalmem())}`,
    bytes >= needed,
    nodes > 1 ? "End something else, or set a smaller nodeCount" : "End something else",
  );
}

/** @param prepared whether programs and images are in the cache. */
export async function diskCheck(prepared: boolean): Promise<Check> {
  const folder = nearestExisting(cacheDirectory());
  const { bavail, bsize } = await statfs(folder);
  const needed = prepared ? DISK.later : DISK.first;
  return check(
    "disk",
    `${gigabytes(needed)} free`,
    `${gigabytes(bavail * bsize)} at ${folder}`,
    bavail * bsize >= needed,
    "Free some, or set LAB_CACHE to a folder elsewhere",
  );
}

function gigabytes(bytes: number): string {
  return `${(bytes / GIGABYTE).toFixed(1)} GB`;
}
