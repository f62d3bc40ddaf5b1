import { existsSync, readdirSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Makes the folder `target` by letting `fill` write into another one beside it, which then takes its place: `target` is
 * whole or not there. What an ended process left half filled is removed. Two processes may fill one folder at a time:
 * the first to finish wins.
 * @throws what `fill` throws; nothing is left then.
 */
export async function fillFolder(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const temporary = `${target}${PARTIAL}${process.pid}`;
  await removeLeftovers(target);
  await mkdir(temporary, { recursive: true });
  try {
    await fill(temporary);
    await takePlace(temporary, target);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

const PARTIAL = ".partial-";

async function removeLeftovers(target: string): Promise<void> {
  const parent = dirname(target);
  if (!existsSync(parent)) return;
  const prefix = `${basename(target)}${PARTIAL}`;
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  return pid !== process.pid && existsSync(`/proc/${pid}`);
}

async function takePlace(temporary: string, target: string): Promise<void> {
  try {
    await rename(temporary, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
  }
}
