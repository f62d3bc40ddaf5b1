import type { Progress } from "../../system/progress";
import { plainSteps } from "./plain";

/** A piece of work with a name; what it reports is shown under it. */
export interface Step {
  readonly title: string;
  run(progress: Progress): Promise<void>;
}

/**
 * Does `steps` one after another and shows on standard error how far they are: a live list on a terminal, lines with times
 * elsewhere. The first that fails ends it.
 * @throws what that step threw.
 */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  if (process.stderr.isTTY && process.stdout.isTTY) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- listr2 takes a while to load
    const { listedSteps } = require("./listed") as typeof import("./listed");
    await listedSteps(steps);
  } else {
    await plainSteps(steps, {
      write: (line) => process.stderr.write(`${line}\n`),
      now: () => performance.now() / 1000,
    });
  }
}
