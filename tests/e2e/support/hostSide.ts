import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectDirectory } from "../../../system/paths";
import { leftovers, type HostSide } from "../../vm/leftovers";

/** Others start and end programs on this machine too; those of a checkout are told by {@link processesOf}. */
const OTHERS_CHANGE = new Set(["processes", "network namespaces"]);

/** What this machine has that a lab could leave behind. */
export function lookAtHost(): HostSide {
  const folder = mkdtempSync(join(tmpdir(), "lab-host-"));
  const file = join(folder, "host.json");
  const look = join(projectDirectory, "tests", "vm", "hostSide.ts");
  execFileSync(process.execPath, ["--require", "tsx/cjs", look, "save", file], { cwd: projectDirectory });
  const seen = JSON.parse(readFileSync(file, "utf8")) as HostSide;
  rmSync(folder, { recursive: true });
  return Object.fromEntries(Object.entries(seen).filter(([kind]) => !OTHERS_CHANGE.has(kind)));
}

/** What is there now and was not `before`. */
export function leftSince(before: HostSide): string[] {
  return leftovers(before, lookAtHost());
}

/** The command lines of all processes that name `path`. */
export function processesNaming(path: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const command = commandOf(pid);
      return command.includes(path) ? [command] : [];
    });
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
