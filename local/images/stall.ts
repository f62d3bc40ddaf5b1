import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../../system/command";
import { timeFactor } from "../../system/deadline";

/** Seconds without a new byte, downloaded or unpacked, after which a pull is given up. */
const STALL_SECONDS = 60;
const SECONDS_BETWEEN_LOOKS = 2;

/** A pull that brought nothing more. */
export class StallError extends Error {
  constructor(seconds: number) {
    super(`no new byte for ${seconds} s`);
    this.name = "StallError";
  }
}

export interface StallOptions {
  /** Hears how many megabytes came so far. */
  readonly onMegabytes: (megabytes: number) => void;
  readonly signal?: AbortSignal;
  /** Seconds without a byte; a minute unless told. */
  readonly seconds?: number;
  /** Seconds between two looks. */
  readonly every?: number;
}

/**
 * Does `work`, whose signal is aborted when the folder that it fills grows no more.
 * @throws StallError then; what `work` throws.
 */
export async function whileGrowing<T>(
  folder: string,
  work: (signal: AbortSignal) => Promise<T>,
  options: StallOptions,
): Promise<T> {
  const [stalled, over] = [new AbortController(), new AbortController()];
  const signals = [stalled.signal, ...(options.signal === undefined ? [] : [options.signal])];
  const watching = watch(folder, stalled, over.signal, options);
  try {
    return await work(AbortSignal.any(signals));
  } catch (error) {
    stalled.signal.throwIfAborted();
    throw error;
  } finally {
    over.abort();
    await watching;
  }
}

async function watch(
  folder: string,
  stalled: AbortController,
  over: AbortSignal,
  { onMegabytes, seconds = STALL_SECONDS, every = SECONDS_BETWEEN_LOOKS }: StallOptions,
): Promise<void> {
  const patience = seconds * timeFactor();
  const begun = await kilobytesIn(folder);
  let [last, since] = [begun, performance.now()];
  while (!over.aborted) {
    await sleep(every * 1000, undefined, { signal: over }).catch(() => undefined);
    const now = await kilobytesIn(folder);
    if (now !== last) [last, since] = [now, performance.now()];
    onMegabytes(Math.round((now - begun) / 1000));
    if (performance.now() - since > patience * 1000) {
      stalled.abort(new StallError(patience));
      return;
    }
  }
}

/** What is deleted meanwhile does not count, and makes `du` complain. */
async function kilobytesIn(folder: string): Promise<number> {
  const counted = await run(["sh", "-c", 'du -sk -- "$1" 2>/dev/null || true', "du", folder]);
  return Number.parseInt(counted, 10) || 0;
}
