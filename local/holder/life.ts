import { readFileSync } from "node:fs";
import { join } from "node:path";
import { labDirectory } from "../../system/paths";
import { endProcess, startTimeOf } from "../../system/processes";
import type { Holder } from "../enter";

const GRACE_SECONDS = 2;

/** The lab's holder when it lives. */
export function livingHolder(lab: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(join(labDirectory(lab), "holder.json"), "utf8")) as Holder;
    return startTimeOf(holder.pid) === holder.startTime ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** Ends the holder, TERM then KILL, and with it all that runs in the lab; returns when it is gone. */
export async function endHolder(lab: string): Promise<void> {
  const holder = livingHolder(lab);
  if (holder !== undefined) await endProcess(holder, `the holder of ${lab}`, GRACE_SECONDS);
}
