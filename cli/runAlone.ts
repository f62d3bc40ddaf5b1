import { renderError } from "./errors";
import { exitCodeFor } from "./exitCodes";

/** Does `work` as all that this process is for: its failure is told on standard error and by the exit code. */
export async function runAlone(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${renderError(error, (process.env.LAB_DEBUG ?? "") !== "")}\n`);
    process.exitCode = exitCodeFor(error);
  }
}
