import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { freemem, totalmem } from "node:os";
import { cacheDirectory } from "../../system/paths";
import { check, type Check } from "./check";
import type { Wanted } from "./wanted";
import { nearestExisting } from "./trials/storage";

const GIGABYTE = 1e9;
/**
 * What a lab with its pods and the commands that drive it take at their most, which is while `lab walk` captures: 1.1 GB with three nodes and
 * 1.9 GB with nine on Linux 6.18, and a fifth more.
 */
const MEMORY = { base: 0.9 * GIGABYTE, each: 0.15 * GIGABYTE } as const;
/** Of the build of the largest program, where programs have to be built. */
const BUILD = 2 * GIGABYTE;
/** Of programs and images in the cache, and of a lab's own files once those are there. */
const DISK = { first: 3 * GIGABYTE, later: 0.3 * GIGABYTE } as const;

/** For a lab of `nodes` nodes; `prepared` when programs and images are in the cache. */
export function memoryCheck(
  { nodes, prepared }: Wanted,
  meminfo = readFileSync("/proc/meminfo", "utf8"),
): Check {
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(meminfo)?.[1];
  const bytes = available === undefined ? freemem() : Number(available) * 1024;
  const needed = Math.max(MEMORY.base + MEMORY.each * nodes, prepared ? 0 : BUILD);
  return check(
    "memory",
    `${gigabytes(needed)} available for ${nodes} ${nodes === 1 ? "node" : "nodes"}`,
    `${gigabytes(bytes)} of ${gigabytes(totalmem())}`,
    bytes >= needed,
    nodes > 1 ? "End something else, or set a smaller nodeCount" : "End something else",
  );
}

export async function diskCheck({ prepared }: Wanted): Promise<Check> {
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
