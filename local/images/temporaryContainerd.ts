import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, open, readFile, rm, rmdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { authoritiesForGo } from "../../system/authorities";
import { run } from "../../system/command";
import { waitFor } from "../../system/deadline";
import { tomlText } from "../../system/quoting";
import type { Toolchain } from "../../toolchain/find";

/** Every containerd makes this folder, wherever its own state is. */
const DEFAULT_STATE = "/run/containerd";

/** Runs `ctr` in Kubernetes' namespace, against the containerd it was made for; ended by the signal, or by the containerd's own. */
export type Ctr = (args: readonly string[], signal?: AbortSignal) => Promise<string>;

/**
 * Runs a containerd on the folder `root` for as long as `work` takes. It has mounts of its own, starts no container, and
 * does not outlive this process.
 * @throws what `work` throws; an error with containerd's own words when it does not come up.
 */
export async function withContainerd<T>(
  toolchain: Toolchain,
  root: string,
  work: (ctr: Ctr) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  // Not beside the root: the path of a Unix socket holds 107 characters at most.
  const state = await mkdtemp(join(tmpdir(), "lab-images-"));
  const defaultStateWasThere = existsSync(DEFAULT_STATE);
  const socket = join(state, "containerd.sock");
  const log = join(state, "containerd.log");
  const options = signal === undefined ? {} : { signal };
  const ctr: Ctr = (args, until = signal) =>
    run(
      [toolchain.program("ctr"), "--address", socket, "--namespace", "k8s.io", ...args],
      until === undefined ? {} : { signal: until },
    );
  try {
    await writeFile(join(state, "containerd.toml"), containerdConfig(root, state, socket));
    const containerd = await start(toolchain.program("containerd"), join(state, "containerd.toml"), log);
    try {
      await waitFor({ what: "containerd to answer", seconds: 20, ...options }, () => ctr(["version"])).catch(
        async (cause: unknown) => {
          throw new Error(`containerd did not start: ${await readFile(log, "utf8")}`, { cause });
        },
      );
      return await work(ctr);
    } finally {
      await stop(containerd);
    }
  } finally {
    await rm(state, { recursive: true, force: true });
    // Only when it is empty: another containerd may have come.
    if (!defaultStateWasThere) await rmdir(DEFAULT_STATE).catch(() => undefined);
  }
}

async function start(program: string, config: string, log: string): Promise<ChildProcess> {
  const output = await open(log, "w");
  try {
    return spawn(
      "unshare",
      [
        ...["--mount", "--propagation", "private"],
        ...["setpriv", "--pdeathsig", "TERM"],
        ...[program, "--config", config, "--log-level", "warn"],
      ],
      // It is the one that pulls, by the proxies and the authorities of this environment.
      {
        stdio: ["ignore", output.fd, output.fd],
        env: { ...process.env, ...authoritiesForGo(process.env) },
      },
    );
  } finally {
    await output.close();
  }
}

/** With TERM first, so that it closes its databases. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(patience);
}

function containerdConfig(root: string, state: string, socket: string): string {
  return `version = 3
root = ${tomlText(root)}
state = ${tomlText(state)}
disabled_plugins = [
  "io.containerd.cri.v1.images",
  "io.containerd.cri.v1.runtime",
  "io.containerd.grpc.v1.cri",
  "io.containerd.nri.v1.nri",
]

[grpc]
  address = ${tomlText(socket)}

[plugins."io.containerd.internal.v1.opt"]
  path = ${tomlText(join(state, "opt"))}
`;
}
