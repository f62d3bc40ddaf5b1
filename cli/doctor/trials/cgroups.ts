import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { wordsIn } from "../../../local/cgroupFolders";
import { isMachinesRoot, isVersion2 } from "../../../local/controllers";
import { check, type Check } from "../check";
import type { MachineFacts } from "../machineFacts";
import type { Outcomes, Trial } from "./trial";

/** Controllers without which no kubelet starts. */
const CONTROLLERS = ["cpu", "memory", "pids"] as const;

/** The control groups as they lie in /sys/fs/cgroup. */
export interface CgroupFacts {
  readonly version: "v2" | "v1" | "none";
  readonly controllers: readonly string[];
  /** Processes in the topmost one, where that is not the machine's own but a container's; there they keep controllers from others. */
  readonly inRoot: number;
}

export function readCgroupFacts(root = "/sys/fs/cgroup"): CgroupFacts {
  if (isVersion2(root)) {
    const inRoot = isMachinesRoot(root) ? 0 : wordsIn(join(root, "cgroup.procs")).length;
    return { version: "v2", controllers: wordsIn(join(root, "cgroup.controllers")), inRoot };
  }
  // Two controllers may share a tree: `cpu,cpuacct`.
  const controllers = existsSync(root) ? readdirSync(root).flatMap((name) => name.split(",")) : [];
  return { version: controllers.includes("memory") ? "v1" : "none", controllers, inRoot: 0 };
}

export const CGROUP_TRIALS: readonly Trial[] = [
  {
    name: "cgroups",
    where: "host",
    script: `root=/sys/fs/cgroup; [ -e $root/cgroup.controllers ] || root=$root/memory
mkdir $root/lab-doctor-$$
rmdir $root/lab-doctor-$$`,
  },
];

export function cgroupChecks(outcomes: Outcomes, facts: MachineFacts, groups = readCgroupFacts()): Check[] {
  const needed = `v2 or v1 with ${CONTROLLERS.join(", ")}`;
  const { version, controllers, inRoot } = groups;
  const answer = (found: string, good: boolean, wayOut: string): Check[] => [
    check("cgroups", needed, found, good, wayOut),
  ];
  if (version === "none") return answer("none", false, "Mount the cgroup file system on /sys/fs/cgroup");
  const lacking = CONTROLLERS.filter((name) => !controllers.includes(name));
  if (lacking.length > 0)
    return answer(`${version} without ${lacking.join(", ")}`, false, controllersWayOut(facts));
  const made = outcomes("cgroups");
  if (made?.works === false)
    return answer(`${version}, can't be written to: ${made.words}`, false, writingWayOut(facts));
  if (inRoot === 0) return answer(version, true, "");
  const found = `${version}, a container's, with ${inRoot} processes in its root`;
  const wayOut = "Nothing: `lab up` moves them into a cgroup of their own, for controllers to be handed on";
  return [{ name: "cgroups", needed, found, verdict: "note", wayOut }];
}

function controllersWayOut({ container }: MachineFacts): string {
  return container
    ? "Start the container with `--privileged --cgroupns=private`, on a machine that delegates these controllers"
    : "Start the kernel with `cgroup_enable=memory` (on a Raspberry Pi in /boot/firmware/cmdline.txt)";
}

function writingWayOut({ container }: MachineFacts): string {
  return container
    ? "Start the container with `--privileged`"
    : "Mount it to be written to: `sudo mount -o remount,rw /sys/fs/cgroup`";
}
