import { cpus, release, totalmem } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { interruption } from "../cli/interrupt";
import { plainSteps } from "../cli/progress/plain";
import { remove } from "../local/cluster";
import { run } from "../system/command";
import { projectDirectory } from "../system/paths";
import type { Progress } from "../system/progress";
import { makeCheckout, removeCheckout } from "../tests/e2e/support/checkout";
import { bareCluster, bareEngine } from "./bare";
import { FIGURES, renderFigures, spread, type Run } from "./figures";
import { timeLab, type Place } from "./timings";

/** `npm run bench`: measures, and judges nothing. In a checkout and a state folder of its own: no lab of the user's is touched. */
async function main({ runs, json }: { runs: number; json?: true }): Promise<void> {
  // Ctrl-C ends what is being measured, and this process lives on to clean up.
  interruption();
  const checkout = makeCheckout();
  // For all that looks for the lab's folder, here and in the commands started.
  process.env.LAB_STATE = checkout.state;
  const measured: Run[] = [];
  try {
    await plainSteps(
      [
        { title: "preparing", run: () => lab("prepare") },
        ...Array.from({ length: runs }, (_, index) => ({
          title: `run ${index + 1} of ${runs}`,
          run: async (progress: Progress) => {
            measured.push(await measure(checkout.project, progress));
          },
        })),
      ],
      { write: (line) => process.stderr.write(`${line}\n`), now: () => performance.now() / 1000 },
    );
  } finally {
    await remove("local");
    removeCheckout(checkout);
  }
  console.log(
    json === true
      ? JSON.stringify(report(measured), null, 2)
      : `\n${renderFigures(measured)}\n\n${machine()}`,
  );
}

async function measure(project: string, progress: Progress): Promise<Run> {
  progress("bare cluster");
  const cluster = await bareCluster();
  const place = await enterCheckout(project);
  progress("bare engine");
  const engine = await bareEngine(place.env);
  const lab = await timeLab(place, progress);
  return { ...lab, ...cluster, ...engine };
}

/** `eval "$(npx lab env)"` in the checkout, and an empty stack. */
async function enterCheckout(project: string): Promise<Place> {
  const told = await run(["bash", "-c", 'eval "$(node cli/lab.js env)" && env -0'], { cwd: project });
  const env = Object.fromEntries(
    told
      .split("\0")
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
  await run(["pulumi", "stack", "select", "--create", "local", "--non-interactive"], { cwd: project, env });
  return { project, env };
}

async function lab(...args: string[]): Promise<void> {
  await run([process.execPath, "cli/lab.js", ...args], { cwd: projectDirectory });
}

function report(runs: readonly Run[]) {
  const figures = FIGURES.map((figure) => ({
    ...figure,
    seconds: spread(runs.map((each) => each[figure.key])),
  }));
  return { machine: machine(), runs, figures };
}

function machine(): string {
  return `${cpus().length} processors (${cpus()[0]?.model ?? "unknown"}), ${Math.round(totalmem() / 1e9)} GB, Linux ${release()}`;
}

function atLeastOne(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError("It must be a whole number of at least 1.");
}

new Command("bench")
  .option("--runs <number>", "how often everything is measured", atLeastOne, 3)
  .option("--json", "print it as JSON")
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
