import { readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { OwnBackend } from "./backend";

interface Lock {
  readonly pid: number;
  readonly hostname: string;
}

/**
 * Removes the locks that engines which no longer live left on a stack in the lab's own backend, as `pulumi cancel` would.
 * A lock whose engine lives stays: Pulumi tells whose it is.
 */
export function removeStaleLocks(backend: OwnBackend, project: string, stack: string): void {
  const directory = join(backend.directory, ".pulumi", "locks", "organization", project, stack);
  for (const name of namesIn(directory)) {
    const path = join(directory, name);
    const lock = JSON.parse(readFileSync(path, "utf8")) as Lock;
    if (lock.hostname === hostname() && !lives(lock.pid)) rmSync(path, { force: true });
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith(".json"));
  } catch {
    // No operation has ever run on this stack.
    return [];
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
