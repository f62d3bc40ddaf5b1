import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { projectDirectory } from "../../system/paths";
import { endProcess, startTimeOf, type ProcessIdentity } from "../../system/processes";

/** Seconds for a provider to undo what it was at when its engine ended. */
const GRACE_SECONDS = 15;

const ORPHAN = "a plugin of an engine that is gone";

/**
 * Ends the plugins that work for `stack` and whose engine is gone, TERM then KILL, and returns when they are gone. An engine that was
 * killed cannot end them, and a cluster's provider would go on making or removing what the next engine is about to make or remove;
 * language hosts notice after minutes.
 */
export async function endOrphans(stack: string): Promise<void> {
  // Without /proc there are no labs on the machine either, and nothing to race with.
  if (existsSync("/proc/net/tcp"))
    await Promise.all(orphansOf(stack).map((plugin) => endProcess(plugin, ORPHAN, GRACE_SECONDS)));
}

/** Processes whose program is a plugin, and at whose engine's address nobody listens any more. */
function orphansOf(stack: string): readonly ProcessIdentity[] {
  const listening = listeningPorts();
  return processIds().flatMap((pid) => {
    const words = textOf(pid, "cmdline").split("\0").filter(Boolean);
    const engine = /^127\.0\.0\.1:(\d+)$/.exec(words.at(-1) ?? "")?.[1];
    const isPlugin = words.some((word) => /(^|\/)pulumi-(language|resource|analyzer)-[\w-]+$/.test(word));
    if (!isPlugin || engine === undefined || listening.has(Number(engine)) || !worksFor(pid, stack))
      return [];
    const startTime = startTimeOf(pid);
    return startTime === undefined ? [] : [{ pid, startTime }];
  });
}

/** Another user's process, such as a provider that sudo runs, is its parent's to end. */
function worksFor(pid: number, stack: string): boolean {
  const environment = textOf(pid, "environ").split("\0");
  return environment.includes(`PULUMI_STACK=${stack}`) && folderOf(pid).startsWith(projectDirectory);
}

/** Local TCP ports in the state LISTEN of this network. */
function listeningPorts(): ReadonlySet<number> {
  const rows = readFileSync("/proc/net/tcp", "utf8").split("\n").slice(1);
  const fields = rows.map((row) => row.trim().split(/\s+/)).filter(([, , , state]) => state === "0A");
  return new Set(fields.map(([, local = ""]) => Number.parseInt(local.split(":")[1] ?? "", 16)));
}

function processIds(): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
}

function textOf(pid: number, file: "cmdline" | "environ"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It has ended, or is another user's.
    return "";
  }
}

function folderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return "";
  }
}
