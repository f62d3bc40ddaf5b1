import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { OwnBackend } from "./backend";
import { engineLives } from "./engineProcess";

/** What an engine writes into a lock. */
interface Lock {
  readonly pid: number;
  readonly hostname: string;
  /** When the lock was made, ISO 8601. */
  readonly timestamp: string;
}

/** How the locks on a stack in the lab's own backend stand. */
export interface Locks {
  /** A sentence for each lock that was removed. */
  readonly removed: readonly string[];
  /** Process ids of engines of this machine that live and work on the stack. */
  readonly living: readonly number[];
}

/** A lock is written at once; one that is no lock after so many milliseconds was never finished. */
const HALF_WRITTEN_MS = 5000;

/**
 * Removes the locks that engines of this machine which are gone left on a stack in the lab's own backend, as `pulumi cancel` would.
 * Any other lock stays: Pulumi tells whose it is.
 */
export function removeStaleLocks(backend: OwnBackend, project: string, stack: string): Locks {
  const directory = join(backend.directory, ".pulumi", "locks", "organization", project, stack);
  const removed: string[] = [];
  const living: number[] = [];
  for (const name of namesIn(directory)) {
    const path = join(directory, name);
    const lock = readLock(path);
    if (lock === "gone" || (lock !== "none" && lock.hostname !== hostname())) continue;
    if (lock === "none") {
      if (!isOld(path)) continue;
      removed.push(`Removed a lock on stack "${stack}" that was never written to its end.`);
    } else if (engineLives(lock.pid, new Date(lock.timestamp))) {
      living.push(lock.pid);
      continue;
    } else removed.push(`Removed the lock of pulumi (process ${lock.pid}) on stack "${stack}": it is gone.`);
    rmSync(path, { force: true });
  }
  return { removed, living };
}

function namesIn(directory: string): string[] {
  try {
    // The engine takes every other file for a lock, whatever its name.
    return readdirSync(directory).filter((name) => !name.endsWith(".attrs"));
  } catch {
    // No operation has ever run on this stack.
    return [];
  }
}

/** The lock in a file; `none` when it holds none, `gone` when its engine has just removed it. */
function readLock(path: string): Lock | "none" | "gone" {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return "gone";
  }
  try {
    const lock = JSON.parse(text) as Partial<Lock> | null;
    return typeof lock?.pid === "number" ? (lock as Lock) : "none";
  } catch {
    return "none";
  }
}

function isOld(path: string): boolean {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made > HALF_WRITTEN_MS;
}
