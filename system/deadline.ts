import { setTimeout as sleep } from "node:timers/promises";

/**
 * How much longer than on an ordinary machine every deadline is: `LAB_TIME_FACTOR`, a number of at least 1.
 * The only such variable; slow or emulated machines set it.
 */
export function timeFactor(): number {
  const given = process.env.LAB_TIME_FACTOR;
  if (given === undefined || given === "") return 1;
  const factor = Number(given);
  if (Number.isFinite(factor) && factor >= 1) return factor;
  throw new Error(`LAB_TIME_FACTOR is "${given}": it must be a number of at least 1, such as 20`);
}

/** A wait that came to its end: what was waited for, how long, and what was last seen of it. */
export class DeadlineError extends Error {
  constructor(what: string, seconds: number, lastSeen: string) {
    super(
      `waited ${seconds} s for ${what}${lastSeen === "" ? "" : `; last seen: ${lastSeen}`}` +
        ` (on a slow machine set LAB_TIME_FACTOR=10 or more)`,
    );
    this.name = "DeadlineError";
  }
}

export interface Wait {
  /** What is waited for, as the object of a sentence: "node1 to be Ready". */
  readonly what: string;
  /** Seconds on an ordinary machine; stretched by {@link timeFactor}. */
  readonly seconds: number;
  /** Milliseconds between two looks. */
  readonly every?: number;
  readonly signal?: AbortSignal;
}

/**
 * Looks until `probe` returns something else than `undefined`, and returns that. A probe that throws has seen
 * nothing yet; its message is kept as what was last seen.
 * @throws DeadlineError when the time is over; the signal's reason when aborted.
 */
export async function waitFor<T>(
  wait: Wait,
  probe: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const seconds = wait.seconds * timeFactor();
  const end = performance.now() + seconds * 1000;
  let lastSeen = "";
  for (;;) {
    wait.signal?.throwIfAborted();
    try {
      const seen = await probe();
      if (seen !== undefined) return seen;
    } catch (error) {
      lastSeen = error instanceof Error ? error.message : String(error);
    }
    if (performance.now() >= end) throw new DeadlineError(wait.what, seconds, lastSeen);
    // An aborted pause has a reason of its own; the signal's is thrown above.
    await sleep(wait.every ?? 50, undefined, { signal: wait.signal }).catch(() => undefined);
  }
}
