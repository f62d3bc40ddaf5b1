import { mkdir, rename, rm } from "node:fs/promises";
import { leftoversOf, partialPath } from "./partial";

/**
 * Makes the folder `target` by letting `fill` write into another one beside it, which then takes its place: `target` is
 * whole or not there. What an ended process left half filled is removed. Two processes may fill one folder at a time:
 * the first to finish wins.
 * @throws what `fill` throws; nothing is left then.
 */
export async function fillFolder(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const temporary = partialPath(target);
  for (const leftover of leftoversOf(target)) await rm(leftover, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    await fill(temporary);
    await takePlace(temporary, target);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function takePlace(temporary: string, target: string): Promise<void> {
  try {
    await rename(temporary, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
  }
}
