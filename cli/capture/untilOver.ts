import type { CaptureSession } from "../../experiments/capture/session";
import { InterruptedError } from "../interrupt";

/**
 * Resolves when the capture is to end: after `seconds`, when nobody reads standard output any more, or by Ctrl-C where there are no
 * `seconds`, as then that is how it is meant to end.
 * @throws the signal's reason for every other interruption; CaptureEndedError when it has ended by itself.
 */
export async function untilOver(
  session: CaptureSession,
  seconds: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      if (seconds !== undefined) timer = setTimeout(resolve, seconds * 1000);
      process.stdout.once("error", () => {
        resolve();
      });
      void session.broken.then(reject);
      const stop = () => {
        if (seconds === undefined && isCtrlC(signal.reason)) resolve();
        else reject(signal.reason as Error);
      };
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop);
    });
  } finally {
    clearTimeout(timer);
  }
}

function isCtrlC(reason: unknown): boolean {
  return reason instanceof InterruptedError && reason.signal === "SIGINT";
}
