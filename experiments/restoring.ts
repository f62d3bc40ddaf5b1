import type { Progress } from "../system/progress";
import type { Stack } from "./stack";

/**
 * Does `work` and then restores what it set by `stack`, whatever came of it.
 * @throws what `work` threw; AggregateError with both when restoring failed too.
 */
export async function restoring<T>(stack: Stack, progress: Progress, work: () => Promise<T>): Promise<T> {
  const outcome = await work().then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  progress("restoring the stack's settings");
  try {
    await stack.restore();
  } catch (error) {
    if (!("error" in outcome)) throw error;
    throw new AggregateError(
      [outcome.error, error],
      `${text(outcome.error)}\nAnd what the experiments had set could not be restored: ${text(error)}`,
    );
  }
  if ("error" in outcome) throw outcome.error;
  return outcome.value;
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
