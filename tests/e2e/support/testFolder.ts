import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { removeLeftovers } from "../../../cli/leftovers";

const NAME = /^lab-e2e-(\d+)-/;

/** A new folder for states of labs. Its name has this process in it, by which a later run knows that it was killed. */
export function makeTestFolder(): string {
  return mkdtempSync(join(tmpdir(), `lab-e2e-${process.pid}-`));
}

export function isTestFolder(path: string): boolean {
  return dirname(path) === tmpdir() && NAME.test(basename(path));
}

/** Ends the labs of test runs that were killed before they could, and removes their folders. */
export async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = NAME.exec(name)?.[1];
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    const folder = join(tmpdir(), name);
    for (const state of [folder, join(folder, "state")]) await endLabs(state);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function endLabs(state: string): Promise<void> {
  const labs = join(state, "labs");
  if (!existsSync(labs)) return;
  const before = process.env.LAB_STATE;
  process.env.LAB_STATE = state;
  try {
    for (const lab of readdirSync(labs)) await removeLeftovers(lab);
  } finally {
    if (before === undefined) delete process.env.LAB_STATE;
    else process.env.LAB_STATE = before;
  }
}
