import { readdirSync, readFileSync } from "node:fs";
import type { Victim } from "./plan";

/** A process of one lab: its environment names the lab's state folder. */
export interface LabProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** All that run with `LAB_STATE` set to `state`, this one and zombies apart. */
export function processesOf(state: string): readonly LabProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const environment = read(`/proc/${name}/environ`).split("\0");
      if (!environment.includes(`LAB_STATE=${state}`)) return [];
      const command = read(`/proc/${name}/cmdline`).replaceAll("\0", " ").trim();
      const parent = Number(/^PPid:\t(\d+)$/m.exec(read(`/proc/${name}/status`))?.[1]);
      return command === "" ? [] : [{ pid: Number(name), parent, command }];
    });
}

const KINDS: Readonly<Record<Exclude<Victim, "all">, RegExp>> = {
  cli: /\bcli\/lab\.js\b/,
  engine: /^\S*\bpulumi /,
  provider: /\bpulumi-resource-/,
};

/** Those of a lab's processes that a kill of `victim` ends. */
export function victimsAmong(processes: readonly LabProcess[], victim: Victim): readonly LabProcess[] {
  if (victim === "all") return processes;
  return processes.filter(({ command }) => KINDS[victim].test(command));
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It has ended since.
    return "";
  }
}
