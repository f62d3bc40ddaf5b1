import { existsSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProblemsError, type Problem } from "../system/problems";
import { CGROUP } from "./plan";
import { foldersIn, makeCgroup, wordsIn } from "./cgroupFolders";
import { inUse } from "./controllersInUse";

/**
 * The controllers of cgroup version 2 without which a kubelet refuses its root, where the machine has them (its `cgroupManager`'s
 * `Validate`). No other is switched on for the machine's cgroups.
 */
const CONTROLLERS = ["cpu", "cpuset", "memory", "hugetlb", "pids"];

/** An empty cgroup beside those of the labs for each controller that they switched on: it lives as long as that, and all labs see it. */
const ADDED = "added-";

/** Where the processes are that a container had in its root. */
const OUTSIDE = "outside";

/** Whether `folder` is a cgroup of version 2. */
export function isVersion2(folder: string): boolean {
  return existsSync(join(folder, "cgroup.controllers"));
}

/**
 * Lets cgroups below `root`, the top of a tree of version 2 as this process sees it, have the controllers that kubelets ask for, and
 * remembers which were not on. In a container the processes in its own root are in the way; they move to a leaf.
 * @throws ProblemsError when the kernel refuses; {@link takeBackControllers} undoes what was done until then.
 */
export function handOnControllers(root: string): void {
  const missing = wanted(root).filter((name) => !switchedOn(root).includes(name));
  if (missing.length === 0) return;
  makeCgroup(join(root, CGROUP));
  for (const name of missing) makeCgroup(join(root, CGROUP, `${ADDED}${name}`));
  if (!isMachinesRoot(root)) moveProcesses(root, join(root, CGROUP, OUTSIDE));
  switchOn(root);
}

/**
 * Switches on what `folder` can hand on of the controllers that kubelets ask for.
 * @throws ProblemsError that names each one that the kernel refuses.
 */
export function switchOn(folder: string): void {
  const problems = wanted(folder).flatMap((name) => {
    try {
      writeFileSync(join(folder, "cgroup.subtree_control"), `+${name}`);
      return [];
    } catch (error) {
      return [refused(folder, name, error as NodeJS.ErrnoException)];
    }
  });
  if (problems.length > 0) throw new ProblemsError(problems);
}

/** Undoes {@link handOnControllers} when no lab is left below `root`. What something else uses by now stays on. */
export function takeBackControllers(root: string): void {
  const own = join(root, CGROUP);
  if (!existsSync(own) || labsIn(own).length > 0) return;
  for (const name of switchedOn(own)) switchOff(own, name);
  for (const name of added(own)) {
    if (!inUse(root, name) && !switchOff(root, name) && labsIn(own).length > 0) return;
    rmdirSync(join(own, `${ADDED}${name}`));
  }
  const outside = join(own, OUTSIDE);
  // Back to where they were, unless a controller that stays on keeps them from it.
  if (existsSync(outside) && switchedOn(root).length === 0) {
    moveProcesses(outside, root);
    rmdirSync(outside);
  }
}

function wanted(folder: string): string[] {
  return wordsIn(join(folder, "cgroup.controllers")).filter((name) => CONTROLLERS.includes(name));
}

function switchedOn(folder: string): string[] {
  return wordsIn(join(folder, "cgroup.subtree_control"));
}

/** @returns whether it is off; it is not where a cgroup further down has it on. */
function switchOff(folder: string, name: string): boolean {
  try {
    writeFileSync(join(folder, "cgroup.subtree_control"), `-${name}`);
    return true;
  } catch {
    return false;
  }
}

function added(own: string): string[] {
  return foldersIn(own).flatMap((child) => (child.startsWith(ADDED) ? [child.slice(ADDED.length)] : []));
}

function labsIn(own: string): string[] {
  return foldersIn(own).filter((child) => child !== OUTSIDE && !child.startsWith(ADDED));
}

/** The machine's own root may hand on controllers and have processes; only it has no type. */
export function isMachinesRoot(root: string): boolean {
  return !existsSync(join(root, "cgroup.type"));
}

/** New ones may be born while these are moved. What is not to be moved is told when the controllers are refused. */
function moveProcesses(from: string, to: string): void {
  makeCgroup(to);
  for (let round = 0; round < 20; round++) {
    // 0 stands for a process that this process's namespace does not know; as a target it would mean the writer itself.
    const pids = wordsIn(join(from, "cgroup.procs")).filter((pid) => pid !== "0");
    if (pids.length === 0) return;
    for (const pid of pids) move(pid, to);
  }
}

function move(pid: string, to: string): void {
  try {
    writeFileSync(join(to, "cgroup.procs"), pid);
  } catch {
    // It has ended since, or the kernel keeps it where it is.
  }
}

function refused(folder: string, name: string, { code, message }: NodeJS.ErrnoException): Problem {
  return {
    key: `cgroup controller ${name}`,
    value: `${folder} does not hand it on: ${code ?? message}`,
    rule: "kubelets need each controller that the machine has",
    wayOut:
      code === "EBUSY"
        ? `Processes of outside this container are in its root; start it with \`--cgroupns=private\``
        : "In a container, start it with `--privileged`; on a machine, look for what else manages its cgroups",
  };
}
