import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { interruption } from "../../cli/interrupt";
import { TimedLines } from "../../cli/progress/plain";
import { cacheDirectory, projectDirectory } from "../../system/paths";
import type { Progress } from "../../system/progress";
import { watch } from "../../system/watchedCommand";
import { ensureBase } from "./base";
import { bootAndRun } from "./machine";
import { makePayload } from "./payload";
import { ensurePrograms } from "./programs";

/** How much slower than an ordinary machine an emulated one is at its worst. */
const TIME_FACTOR = process.env.LAB_TIME_FACTOR ?? "20";
const MINUTES = 90;

/**
 * Runs the lab in a stock Debian 12 machine under qemu: `npm run test:vm`. With an argument, runs that as a shell command
 * in the machine instead. Returns the exit status.
 */
async function main(command: string | undefined): Promise<number> {
  const signal = AbortSignal.any([interruption(), AbortSignal.timeout(MINUTES * 60_000)]);
  const lines = new TimedLines(seconds(), {
    now: seconds,
    write: (line) => process.stdout.write(`${line}\n`),
  });
  const say: Progress = (message) => {
    lines.say(message);
  };
  const heartbeat = setInterval(() => {
    lines.breakSilence();
  }, 1000);
  const folder = join(cacheDirectory(), "vm");
  mkdirSync(folder, { recursive: true });
  const run = mkdtempSync(join(folder, "run-"));
  try {
    await ensurePrograms(say, signal);
    await watch([process.execPath, join(projectDirectory, "cli", "lab.js"), "prepare"], say, { signal });
    const base = await ensureBase(say);
    const payload = join(run, "disk");
    const script = command ?? readFileSync(join(__dirname, "guest", "scenario.sh"), "utf8");
    say("making the disk with the checkout and the caches");
    await makePayload(payload, `export LAB_TIME_FACTOR=${TIME_FACTOR}\n${script}`);
    say("booting");
    const status = await bootAndRun({
      base,
      payload,
      consoleLog: join(folder, "console.log"),
      onLine: say,
      signal,
    });
    say(
      status === 0
        ? "the machine is off; all went well"
        : `the machine is off; its command failed (${status})`,
    );
    return status;
  } finally {
    clearInterval(heartbeat);
    rmSync(run, { recursive: true, force: true });
  }
}

function seconds(): number {
  return performance.now() / 1000;
}

main(process.argv[2]).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
