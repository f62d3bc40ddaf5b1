import { readFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "../../system/deadline";
import { labDirectory } from "../../system/paths";
import type { Holder } from "../enter";

const GRACE_SECONDS = 2;

/** Field 22 of /proc/PID/stat, or `undefined` when there is no such process. Fields are counted behind the name, which may hold spaces. */
export function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : rest[18];
  } catch {
    return undefined;
  }
}

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
  if (holder === undefined) return;
  const gone = (): true | undefined => (livingHolder(lab) === undefined ? true : undefined);
  const what = `the holder of ${lab} (process ${holder.pid}) to end`;
  process.kill(holder.pid, "SIGTERM");
  try {
    await waitFor({ what, seconds: GRACE_SECONDS, every: 5 }, gone);
  } catch {
    if (gone() === undefined) process.kill(holder.pid, "SIGKILL");
    await waitFor({ what, seconds: GRACE_SECONDS, every: 5 }, gone);
  }
}
