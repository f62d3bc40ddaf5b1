import { existsSync, readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { labCgroup } from "../../local/plan";
import type { HostSide } from "../vm/leftovers";
import { leftSince, processesNaming } from "../e2e/support/hostSide";
import { processesOf } from "./processes";

/**
 * What a lab that is down has left, one line for each thing: processes, mounts, cgroups, its folder. Network namespaces and
 * listening ports live as long as their processes.
 * @param before the whole host as it was, where nobody else changes it: then all that is new counts
 */
export function leftBehind(
  state: string,
  project: string,
  folder: string,
  before: HostSide | undefined,
): string[] {
  const processes = [
    ...processesOf(state).map(({ pid, command }) => `${pid} ${command}`),
    ...processesNaming(state),
    ...processesNaming(project),
  ];
  const mounts = readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .filter((line) => line.includes(state));
  const cgroups = find("/sys/fs/cgroup", `*/${labCgroup(folder)}*`);
  return [
    ...processes.map((process) => `process: ${process}`),
    ...mounts.map((mount) => `mount: ${mount}`),
    ...cgroups.map((cgroup) => `cgroup: ${cgroup}`),
    ...(existsSync(folder) ? [`folder: ${folder}`] : []),
    ...(before === undefined ? [] : leftSince(before)),
  ];
}

function find(root: string, path: string): string[] {
  return execFileSync("find", [root, "-type", "d", "-path", path], { encoding: "utf8" })
    .split("\n")
    .filter(Boolean);
}
