import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";

/** Makes the cgroup `folder` where there is none; its parent must be there. Not by `recursive`, which tells a read-only tree as ENOENT. */
export function makeCgroup(folder: string): void {
  if (!existsSync(folder)) mkdirSync(folder);
}

/** The names of the folders directly in `folder`. */
export function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
}

/** What a cgroup's `file` lists: controllers or processes. */
export function wordsIn(file: string): string[] {
  return readFileSync(file, "utf8").split(/\s+/).filter(Boolean);
}
