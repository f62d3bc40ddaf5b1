import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { foldersIn } from "./cgroupFolders";
import { CGROUP } from "./plan";

/** What each controller's files say where nobody has set anything; of one for each size of page, the last part of the name. */
const UNSET: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cpu: { "cpu.max": "max 100000", "cpu.weight": "100", "cpu.idle": "0" },
  cpuset: { "cpuset.cpus": "", "cpuset.mems": "", "cpuset.cpus.partition": "member" },
  memory: {
    "memory.max": "max",
    "memory.high": "max",
    "memory.low": "0",
    "memory.min": "0",
    "memory.swap.max": "max",
  },
  hugetlb: { max: "max" },
  pids: { "pids.max": "max" },
};

/**
 * Whether a cgroup directly below `root`, the labs' own aside, has set something of `controller`. The kernel itself refuses to switch
 * off what is used further down, but would drop such a setting without a word.
 */
export function inUse(root: string, controller: string): boolean {
  return foldersIn(root)
    .filter((name) => name !== CGROUP)
    .some((name) => isSet(join(root, name), controller));
}

function isSet(folder: string, controller: string): boolean {
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${controller}.`))
    .some((file) => {
      const unset = UNSET[controller]?.[file] ?? UNSET[controller]?.[file.split(".").at(-1) ?? ""];
      return unset !== undefined && readFileSync(join(folder, file), "utf8").trim() !== unset;
    });
}
