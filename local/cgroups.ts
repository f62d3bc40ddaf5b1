import { existsSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "../system/deadline";
import { ProblemsError } from "../system/problems";
import { makeCgroup } from "./cgroupFolders";
import { handOnControllers, isVersion2, switchOn, takeBackControllers } from "./controllers";
import { CGROUP, labCgroup } from "./plan";

const ROOT = "/sys/fs/cgroup";

/** Version 2 is one tree at the root; version 1 has a tree for each controller and often one of version 2 beside them. */
function hierarchies(): string[] {
  if (isVersion2(ROOT)) return [ROOT];
  return readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([, , type]) => type === "cgroup" || type === "cgroup2")
    .map(([, folder]) => folder ?? "")
    .filter((folder, index, all) => folder !== "" && all.indexOf(folder) === index);
}

/**
 * Makes the lab's cgroups: one for each of `nodes`, which is its kubelet's root, and puts the processes `holder` into one of their
 * own, so that they outlive the session that started them.
 * @throws ProblemsError where cgroups can't be made or lack what kubelets ask for; {@link removeCgroups} removes what there is then.
 */
export function createCgroups(folder: string, nodes: readonly string[], holder: readonly number[]): void {
  for (const hierarchy of hierarchies()) {
    const own = join(hierarchy, labCgroup(folder));
    try {
      // Beside version 1 the tree of version 2 has no controllers that a kubelet looks for.
      if (hierarchy === ROOT) handOnControllers(ROOT);
      for (const leaf of [...nodes, "holder"]) makeUsable(hierarchy, join(own, leaf));
    } catch (error) {
      throw isReadOnly(error) ? readOnly(hierarchy) : error;
    }
    for (const pid of holder) writeFileSync(join(own, "holder", "cgroup.procs"), String(pid));
  }
}

function isReadOnly(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "EROFS";
}

function readOnly(hierarchy: string): ProblemsError {
  const rule = "a lab's nodes have cgroups of their own";
  const wayOut = "In a container, start it with `--privileged`; elsewhere mount it anew, writable";
  return new ProblemsError([{ key: "cgroups", value: `${hierarchy} is read-only`, rule, wayOut }]);
}

function makeUsable(hierarchy: string, folder: string): void {
  let current = hierarchy;
  for (const part of folder.slice(hierarchy.length).split("/").filter(Boolean)) {
    if (hierarchy === ROOT && current !== ROOT) switchOn(current);
    const child = join(current, part);
    makeCgroup(child);
    copyCpuset(current, child);
    current = child;
  }
}

/** Version 1: a new cpuset has no processors and takes no process until its parent's are copied. */
function copyCpuset(parent: string, child: string): void {
  for (const file of ["cpuset.cpus", "cpuset.mems"]) {
    const from = join(parent, file);
    if (isVersion2(parent) || !existsSync(from)) continue;
    const value = readFileSync(from, "utf8").trim();
    if (value !== "") writeFileSync(join(child, file), value);
  }
}

/** Removes all that {@link createCgroups}, kubelets and pods made; the lab's processes must have been ended. */
export async function removeCgroups(folder: string): Promise<void> {
  for (const hierarchy of hierarchies()) {
    const own = join(hierarchy, labCgroup(folder));
    await waitFor({ what: `the processes of ${own} to be gone`, seconds: 10, every: 10 }, () => {
      removeTree(own);
      return true;
    });
    if (hierarchy === ROOT) takeBackControllers(ROOT);
    removeIfEmpty(join(hierarchy, CGROUP));
  }
}

function removeTree(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(join(folder, entry.name));
  }
  rmdirSync(folder);
}

/** Other labs may live below it. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    return;
  }
}
