import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The images of a store that were made on this machine, each with the reason why it was not pulled. */
export type Made = Readonly<Record<string, string>>;

const FILE = "made.json";

export function readMade(store: string): Made {
  const file = join(store, FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Made) : {};
}

export function writeMade(store: string, made: Made): void {
  writeFileSync(join(store, FILE), JSON.stringify(made, null, 2));
}

/** Whether a running lab's nodes stand on the store: layers of theirs are mounted from it. Root sees all processes' mounts. */
export function isMounted(store: string): boolean {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => mountsOf(pid).includes(`${store}/`));
}

function mountsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/mountinfo`, "utf8");
  } catch {
    // It has ended, or is a zombie without mounts.
    return "";
  }
}
