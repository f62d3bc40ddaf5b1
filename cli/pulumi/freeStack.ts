import { DeadlineError, waitFor } from "../../system/deadline";
import { PROJECT_NAME } from "../../system/project";
import { interruption } from "../interrupt";
import type { Backend } from "./backend";
import { endOrphans } from "./orphans";
import { removeStaleLocks } from "./staleLocks";

/** Seconds for an engine that works on the stack to end: as long as a lab on this machine takes, and some more. */
const SECONDS = 120;

/**
 * Removes the locks of engines that are gone, and says so; does nothing in a backend that is not the lab's own.
 * @returns the process ids of the engines that work on the stack.
 */
export function freeFromStaleLocks(backend: Backend, stack: string): readonly number[] {
  if (backend.kind !== "own") return [];
  const { removed, living } = removeStaleLocks(backend, PROJECT_NAME, stack);
  for (const sentence of removed) console.error(sentence);
  return living;
}

/**
 * Returns when neither an engine of this machine works on the stack any more, such as one whose `lab` was killed, nor a plugin of
 * one that is gone; or after two minutes: then Pulumi tells whose lock it is.
 */
export async function freeStack(backend: Backend, stack: string): Promise<void> {
  await untilUnlocked(backend, stack);
  await endOrphans(stack);
}

async function untilUnlocked(backend: Backend, stack: string): Promise<void> {
  const [pid] = freeFromStaleLocks(backend, stack);
  if (pid === undefined) return;
  console.error(`Waiting for pulumi (process ${pid}), which works on stack "${stack}".`);
  const signal = interruption();
  const wait = { what: `pulumi (process ${pid}) to end`, seconds: SECONDS, every: 200 };
  try {
    // What restores settings after an interruption has to wait too.
    await waitFor(signal.aborted ? wait : { ...wait, signal }, () =>
      freeFromStaleLocks(backend, stack).length === 0 ? true : undefined,
    );
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
  }
}
