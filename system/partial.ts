import { existsSync, readdirSync, statSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isRunning } from "./processes";

const PARTIAL = ".partial-";

/** The name under which this process makes `target`, which then takes its place by being renamed. */
export function partialPath(target: string): string {
  return `${target}${PARTIAL}${process.pid}`;
}

/** What ended processes left half made of `target`; what living ones are making is theirs. */
export function leftoversOf(target: string): string[] {
  const parent = dirname(target);
  if (!existsSync(parent)) return [];
  const prefix = `${basename(target)}${PARTIAL}`;
  return readdirSync(parent)
    .filter((name) => name.startsWith(prefix) && !isAnothers(Number(name.slice(prefix.length))))
    .map((name) => join(parent, name));
}

/** {@link partialPath} of a file, which goes on where an ended process left off, with the longest of what there is. */
export async function adoptLeftover(target: string): Promise<string> {
  const own = partialPath(target);
  const [longest, ...others] = leftoversOf(target).sort((a, b) => statSync(b).size - statSync(a).size);
  if (longest !== undefined && longest !== own) await rename(longest, own);
  for (const other of others.filter((path) => path !== own)) await rm(other, { force: true });
  return own;
}

function isAnothers(pid: number): boolean {
  return pid !== process.pid && isRunning(pid);
}
