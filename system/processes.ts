import { readFileSync } from "node:fs";
import { waitFor } from "./deadline";

/** A process that is not taken for another one which gets its number later. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTime: string;
}

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

/** Whether any process has the number `pid`, on systems without /proc too. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's may not be signalled, and is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Ends a process, TERM then KILL after `graceSeconds`; returns when it is gone. @param what names it, for a wait that comes to its end */
export async function endProcess(
  { pid, startTime }: ProcessIdentity,
  what: string,
  graceSeconds: number,
): Promise<void> {
  const gone = () => (startTimeOf(pid) === startTime ? undefined : true);
  const wait = { what: `${what} (process ${pid}) to end`, seconds: graceSeconds, every: 5 };
  signal(pid, "SIGTERM");
  await waitFor(wait, gone).catch(async () => {
    signal(pid, "SIGKILL");
    await waitFor(wait, gone);
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
