import { copyFileSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "../../system/deadline";
import { cacheDirectory, projectDirectory } from "../../system/paths";
import type { Progress } from "../../system/progress";
import { run } from "../../system/command";
import { watch } from "../../system/watchedCommand";
import { lookAtHost } from "../e2e/support/hostSide";
import { leftovers, type HostSide } from "../vm/leftovers";
import type { Engine } from "./engine";

/** Where a container sees the checkout. */
const CHECKOUT = "/work";

export interface RunOptions {
  readonly engine: Engine;
  readonly image: string;
  readonly folder: string;
  /** Makes its name one of its own. */
  readonly name: string;
  /** Of the image's two. */
  readonly user: string;
  readonly argv: readonly string[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

const cacheIn = (folder: string): string => join(folder, "cache");

/**
 * Gives containers caches of their own, as hard links: they write there as a user's do, and this machine's stay as they are. Programs
 * that are links to what the user had already would lead nowhere, so they are copied.
 */
export async function copyCaches(folder: string): Promise<void> {
  const [toolchain, images] = ["toolchain", "images"].map((part) => join(cacheDirectory(), part));
  mkdirSync(cacheIn(folder));
  await run(["cp", "--archive", "--link", toolchain ?? "", images ?? "", cacheIn(folder)]);
  const links = await run(["find", join(cacheIn(folder), "toolchain"), "-type", "l"]);
  for (const link of links.split("\n").filter(Boolean)) {
    const program = realpathSync(link);
    rmSync(link);
    copyFileSync(program, link);
  }
}

/**
 * Runs `argv` in a privileged container with the caches that {@link copyCaches} copied, and the checkout; it and its volume are removed
 * at the end, whatever that is.
 * @returns the container's id, which its cgroups had in their names.
 */
export async function runContainer(options: RunOptions): Promise<string> {
  const { engine, folder, name, progress, signal } = options;
  const idFile = join(folder, `${name}.id`);
  rmSync(idFile, { force: true });
  try {
    await watch([engine.name, ...runArguments(options, idFile)], progress, { env: engine.env, signal });
  } finally {
    // The engine's client may end before the container does.
    await run([engine.name, "rm", "--force", "--volumes", name], { env: engine.env }).catch(() => undefined);
  }
  return readFileSync(idFile, "utf8").trim();
}

function runArguments({ image, name, user, folder, argv }: RunOptions, idFile: string): string[] {
  return [
    ...["run", "--rm", "--privileged", "--name", name, "--cidfile", idFile, "--user", user],
    ...["--volume", `${projectDirectory}:${CHECKOUT}`, "--volume", `${cacheIn(folder)}:/lab/cache`],
    ...(process.env.LAB_TIME_FACTOR === undefined ? [] : ["--env", "LAB_TIME_FACTOR"]),
    ...trustArguments(),
    ...[image, ...argv],
  ];
}

/** Where this machine has a company's authority for Node.js and npm to trust, so has the container. */
function trustArguments(): string[] {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  if (file === undefined) return [];
  return ["--volume", `${file}:/authorities.pem:ro`, "--env", "NODE_EXTRA_CA_CERTS=/authorities.pem"];
}

/** What runs the scenario as `user`. */
export function scenario(user: string): string[] {
  return ["bash", `${CHECKOUT}/tests/container/scenario.sh`, CHECKOUT, user];
}

/** Cgroups of labs that this machine has itself; those of a container are below its engine's. */
const OWN_LAB = /^\/sys\/fs\/cgroup\/([^/]+\/)?aks-lb-lab(\/|$)/;

/**
 * What a lab in a container could leave outside, beside the processes of {@link refuseLeftovers}. A port of the container's own network
 * is not among this machine's, and is gone with its process.
 */
export function lookOutside(): HostSide {
  const { cgroups = [], ...others } = lookAtHost();
  const kept = Object.entries(others).filter(([kind]) => kind !== "listening ports");
  return { ...Object.fromEntries(kept), cgroups: cgroups.filter((folder) => !OWN_LAB.test(folder)) };
}

/**
 * Waits for this machine to be as it was `before`, without any process of the containers `ids`.
 * @throws Error that names what is there beside that.
 */
export async function refuseLeftovers(before: HostSide, ids: readonly string[]): Promise<void> {
  await waitFor({ what: "this machine to be as it was", seconds: 10, every: 1000 }, () => {
    const left = [...ids.flatMap(processesOf), ...leftovers(before, lookOutside())];
    if (left.length > 0) throw new Error(`\n${left.join("\n")}\n`);
    return true;
  });
}

/** Also those that have left the container's namespaces: cgroups are left by nobody. */
function processesOf(id: string): string[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid) || !read(`/proc/${pid}/cgroup`).includes(id)) return [];
    return [`process ${pid}: ${read(`/proc/${pid}/cmdline`).replaceAll("\0", " ")}`];
  });
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // A process that has ended since.
    return "";
  }
}
