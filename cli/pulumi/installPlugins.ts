import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { timeFactor } from "../../system/deadline";
import { cacheDirectory } from "../../system/paths";
import type { Progress } from "../../system/progress";
import { neededPlugins, type Plugin } from "./plugins";

/** Seconds without a byte after which the publisher counts as out of reach. */
const FIRST_BYTE = 4;
/** Seconds a download may take altogether. */
const WHOLE = 120;

/** Why an official plugin is not there, and the day on which it was tried. */
export interface Attempt {
  readonly day: string;
  readonly why: string;
}

type Attempts = Readonly<Record<string, Attempt>>;

export interface InstallOptions {
  readonly pulumi: string;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/**
 * Tries to install the official plugins that are missing, each at most once a day: without a network this ends within seconds,
 * and the stand-ins serve. Never throws for a plugin that cannot be had.
 */
export async function installPlugins({ pulumi, progress, signal }: InstallOptions): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const attempts = readAttempts();
  const missing = neededPlugins().filter(
    (plugin) => !plugin.installed && attempts[keyOf(plugin)]?.day !== today,
  );
  if (missing.length === 0) return;
  progress(`asking for ${missing.map(keyOf).join(", ")}`);
  const results = await Promise.all(
    missing.map(async (plugin) => {
      const why = await install(pulumi, plugin, signal);
      progress(`${keyOf(plugin)}: ${why === undefined ? "installed" : `${why}; its stand-in serves`}`);
      return why === undefined ? {} : { [keyOf(plugin)]: { day: today, why } };
    }),
  );
  signal?.throwIfAborted();
  writeAttempts(Object.assign({}, attempts, ...results) as Attempts);
}

export function keyOf({ name, version }: Plugin): string {
  return `${name} ${version}`;
}

function attemptsFile(): string {
  return join(cacheDirectory(), "plugin-attempts.json");
}

/** What became of earlier attempts, by {@link keyOf}. */
export function readAttempts(): Attempts {
  try {
    return JSON.parse(readFileSync(attemptsFile(), "utf8")) as Attempts;
  } catch {
    // Never tried, or the note is damaged: trying again costs seconds.
    return {};
  }
}

function writeAttempts(attempts: Attempts): void {
  mkdirSync(cacheDirectory(), { recursive: true });
  writeFileSync(attemptsFile(), JSON.stringify(attempts));
}

/** Returns why it is not installed, or `undefined` when it is. */
async function install(pulumi: string, plugin: Plugin, signal?: AbortSignal): Promise<string | undefined> {
  // The engine writes what arrives into a file in TMPDIR: one of its own shows whether anything does.
  const temporary = mkdtempSync(join(tmpdir(), "lab-plugin-"));
  try {
    return await download(pulumi, plugin, temporary, signal);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function download(
  pulumi: string,
  plugin: Plugin,
  temporary: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const child = spawn(pulumi, ["plugin", "install", "resource", plugin.name, plugin.version], {
    env: { ...process.env, TMPDIR: temporary, PULUMI_SKIP_UPDATE_CHECK: "true" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  return new Promise((resolve) => {
    let why: string | undefined;
    const giveUp = (reason: string): void => {
      why ??= reason;
      child.kill("SIGKILL");
    };
    const start = performance.now();
    const watch = setInterval(() => {
      const seconds = (performance.now() - start) / 1000 / timeFactor();
      if (seconds > WHOLE) giveUp(`not there after ${WHOLE} s`);
      else if (seconds > FIRST_BYTE && bytesIn(temporary) === 0) giveUp(`no answer in ${FIRST_BYTE} s`);
    }, 200);
    const abort = (): void => {
      giveUp("interrupted");
    };
    signal?.addEventListener("abort", abort, { once: true });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      // The engine would try five times over ten seconds.
      const failure = /^(?:warning|error): (.*)$/m.exec(text)?.[1];
      if (failure !== undefined) giveUp(failure);
    });
    const end = (reason?: string): void => {
      clearInterval(watch);
      signal?.removeEventListener("abort", abort);
      resolve(why ?? reason);
    };
    child.once("error", (error) => {
      end(error.message);
    });
    child.once("close", (code) => {
      end(code === 0 ? undefined : `pulumi plugin install ended with ${code ?? "a signal"}`);
    });
  });
}

function bytesIn(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
