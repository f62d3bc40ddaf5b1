import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import type { Server } from "node:net";
import { join } from "node:path";
import { waitFor } from "../../system/deadline";
import { projectDirectory } from "../../system/paths";
import type { Progress } from "../../system/progress";
import { startTimeOf } from "../../system/processes";
import { replaceFile } from "../../system/replaceFile";
import { withoutProxies } from "../../system/proxy";
import { createCgroups } from "../cgroups";
import type { Holder } from "../enter";
import { logFile } from "../plan";
import type { HolderMessage, StartMessage } from "./messages";

/**
 * PID 1 of the lab. It waits for a line before it does anything, so that all it starts is born in the lab's cgroup. bash, because
 * PID 1 must reap orphans such as containerd's shims, and Node does not. Its end is the end of everything inside.
 */
const INIT = 'trap "exit 0" TERM; read -r _; mount -t tmpfs tmpfs /run; "$@" </dev/null & wait $!';

export interface Launched {
  readonly process: ChildProcess;
  readonly holder: Holder;
}

/**
 * Starts the holder in namespaces of its own, detached; it waits for {@link handOver}. Writes holder.json.
 * @throws the signal's reason when aborted; no process of it is left then, nor after any other failure.
 */
export async function launch(
  folder: string,
  nodes: readonly string[],
  signal?: AbortSignal,
): Promise<Launched> {
  signal?.throwIfAborted();
  const log = openSync(logFile(folder, "holder"), "a");
  const child = spawn(
    "unshare",
    [
      ...["--pid", "--mount", "--net", "--ipc", "--uts", "--fork", "--kill-child=KILL", "--mount-proc"],
      ...["bash", "-c", INIT, "lab-init"],
      ...[process.execPath, "--require", require.resolve("tsx/cjs"), join(__dirname, "main.ts"), folder],
    ],
    {
      cwd: projectDirectory,
      detached: true,
      stdio: ["pipe", log, log, "ipc"],
      // All that runs inside inherits it, and no proxy is there: nodes would not even find their API server by one.
      env: withoutProxies(process.env),
    },
  );
  closeSync(log);
  try {
    return { process: child, holder: await admit(child, folder, nodes, signal) };
  } catch (error) {
    // What it has started ends with it.
    if (child.kill("SIGKILL")) await once(child, "exit");
    throw error;
  }
}

/** Writes down which process holds the lab, gives it the lab's cgroups, and lets it begin. */
async function admit(
  child: ChildProcess,
  folder: string,
  nodes: readonly string[],
  signal?: AbortSignal,
): Promise<Holder> {
  const wait = { what: "the lab's first process", seconds: 5, every: 2, ...(signal && { signal }) };
  const pid = await waitFor(wait, () => firstChild(child));
  const holder = { pid, startTime: startTimeOf(pid) ?? "" };
  replaceFile(join(folder, "holder.json"), JSON.stringify(holder), 0o644);
  // Both: whatever ends the first, such as systemd at the end of a session, ends the lab with it.
  createCgroups(folder, nodes, [child.pid ?? 0, pid]);
  child.stdin?.end("\n");
  return holder;
}

function firstChild(parent: ChildProcess): number | undefined {
  if (parent.exitCode !== null) throw new Error(`unshare ended with exit code ${parent.exitCode}`);
  const children = readFileSync(`/proc/${parent.pid ?? 0}/task/${parent.pid ?? 0}/children`, "utf8").trim();
  return children === "" ? undefined : Number(children.split(" ")[0]);
}

/**
 * Gives the holder the listening socket of the API server and returns when the cluster is ready. From then on the holder needs
 * nobody: this process may end.
 * @throws with the holder's own word when it fails; the signal's reason when aborted.
 */
export async function handOver(
  { process: child }: Launched,
  server: Server,
  { progress, signal }: { readonly progress: Progress; readonly signal?: AbortSignal },
): Promise<void> {
  // Neither is told again to those who begin to listen now.
  signal?.throwIfAborted();
  if (child.exitCode !== null || child.signalCode !== null) throw ended(child.exitCode);
  const outcome = new Promise<void>((resolve, reject) => {
    signal?.addEventListener(
      "abort",
      () => {
        reject(signal.reason as Error);
      },
      { once: true },
    );
    child.once("exit", (code) => {
      reject(ended(code));
    });
    child.once("error", reject);
    child.on("message", (message: HolderMessage) => {
      if (message.kind === "progress") progress(message.message);
      else if (message.kind === "ready") resolve();
      else reject(new Error(message.message));
    });
  });
  child.send({ kind: "start" } satisfies StartMessage, server, { keepOpen: false });
  await outcome;
  child.disconnect();
  await once(child, "disconnect");
  child.removeAllListeners();
  child.unref();
}

function ended(code: number | null): Error {
  return new Error(`the holder ended with exit code ${code ?? "?"}`);
}
