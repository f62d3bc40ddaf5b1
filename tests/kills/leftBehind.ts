import { existsSync, readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { labCgroup } from "../../local/plan";
import type { HostSide } from "../vm/leftovers";
import { leftSince, processesNaming } from "../e2e/support/hostSide";
import { processesOf } from "./processes";

/** Kinds that no other lab on the machine touches either, so that what is new there is this lab's. */
const SHARED = /^(interfaces|firewall rules|routes|kernel settings): /;

/**
 * What a lab that is down has left, one line for each thing: processes, mounts, cgroups, its folder, and what is new on the host.
 * Network namespaces and listening ports live as long as their processes.
 */
export function leftBehind(state: string, project: string, folder: string, before: HostSide): string[] {
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
    ...leftSince(before).filter((line) => SHARED.test(line)),
  ];
}

function find(root: string, path: string): string[] {
  return execFileSync("find", [root, "-type", "d", "-path", path], { encoding: "utf8" })
    .split("\n")
    .filter(Boolean);
}
