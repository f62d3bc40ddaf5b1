import { setTimeout as sleep } from "node:timers/promises";
import { timeFactor } from "../../system/deadline";
import type { Operation } from "../protocol/provider";

export type Patience = Pick<Operation, "progress" | "signal" | "timeoutSeconds">;

/** Resolves when what is waited for has come, rejects when it cannot come. */
export type Task = (signal: AbortSignal) => Promise<void>;

/** As the official provider. */
const DEFAULT_SECONDS = 600;

/**
 * Waits for the first task that settles, and ends the others.
 * @throws as that task; when the time is over or the user cancels, an error that says so.
 */
export async function firstOf(tasks: readonly Task[], { signal, timeoutSeconds }: Patience): Promise<void> {
  const seconds = (timeoutSeconds ?? DEFAULT_SECONDS) * timeFactor();
  const ending = new AbortController();
  const timer = setTimeout(() => {
    ending.abort(
      new Error(`waited ${seconds} s; customTimeouts sets how long, LAB_TIME_FACTOR stretches it`),
    );
  }, seconds * 1000);
  const any = AbortSignal.any([signal, ending.signal]);
  try {
    await Promise.race([...tasks.map((task) => task(any)), aborted(any)]);
  } finally {
    clearTimeout(timer);
    ending.abort();
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}

const REPORT_EVERY_MS = 3000;

/** A task that tells every few seconds how things are, for as long as the others take. */
export function reporting(tell: (signal: AbortSignal) => void | Promise<void>): Task {
  return async (signal) => {
    for (;;) {
      await sleep(REPORT_EVERY_MS, undefined, { signal });
      await tell(signal);
    }
  };
}

/** Ends at the first thing seen that is what was waited for. */
export async function lookAt<T>(source: AsyncIterable<T>, isDone: (seen: T) => boolean): Promise<void> {
  for await (const seen of source) if (isDone(seen)) return;
}
