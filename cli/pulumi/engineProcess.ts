import { existsSync, readFileSync } from "node:fs";
import { isRunning, startTimeOf } from "../../system/processes";

/** Clocks are set, and a start time is known by the hundredth of a second only. */
const SLACK_MS = 60_000;
const TICK_MS = 10;

/**
 * Whether process `pid` is the engine that wrote a lock at `written`. A zombie is none, nor is another program that has got the
 * number since, nor an engine that was started later: in a container that was started again, numbers come back soon.
 */
export function engineLives(pid: number, written: Date): boolean {
  if (!existsSync("/proc/self/stat")) return isRunning(pid);
  const started = startTimeOf(pid);
  if (started === undefined || !nameOf(pid).includes("pulumi")) return false;
  // A lock without a time of its own says nothing about the start.
  return !(startedAt(Number(started)) > written.getTime() + SLACK_MS);
}

/** In milliseconds since 1970. @param ticks since the machine's start */
function startedAt(ticks: number): number {
  const [uptime = "0"] = readFileSync("/proc/uptime", "utf8").split(" ");
  return Date.now() - Number(uptime) * 1000 + ticks * TICK_MS;
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8");
  } catch {
    return "";
  }
}
