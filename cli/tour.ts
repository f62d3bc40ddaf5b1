import { walk } from "../experiments/catalogue";
import { duration } from "../system/heartbeat";
import { explore } from "./explore";
import { refuseUnfit } from "./fitness";
import { prepareOnce } from "./prepare";
import { findEngine } from "./pulumi/engine";
import { Stack } from "./pulumi/stack";
import { rememberStackFile } from "./pulumi/stackFile";
import { wantedTarget } from "./stackTarget";
import { writeTourReport } from "./report/tourReport";
import { standUp } from "./standUp";
import { takeDown } from "./takeDown";

export interface TourOptions {
  /** Leave the lab up. */
  readonly keep: boolean;
  /** A file for the report as JSON. */
  readonly json?: string;
}

/**
 * Prepares, stands the lab of `stack` up, walks its findings, and takes it down, whatever happened since it began to stand; a stack
 * that it made itself is removed too, in whichever backend.
 * @returns whether every finding holds.
 */
export async function tour(stack: string, { keep, json }: TourOptions): Promise<boolean> {
  const start = performance.now();
  await refuseUnfit(stack);
  await prepareOnce(wantedTarget(stack), stack);
  const removeOwn = await removerOf(stack);
  try {
    await standUp(stack);
    const holds = await explore(stack, walk, json);
    console.log(`\nThe report as a page: ${writeTourReport(stack)}`);
    return holds;
  } finally {
    if (keep) console.log(`\nLab "${stack}" stays up; \`npx lab down --stack ${stack}\` takes it down.`);
    else {
      console.log();
      await takeDown(stack);
      await removeOwn();
    }
    console.log(`All that took ${duration(performance.now() - start)}.`);
  }
}

/** What removes the stack if it is not there yet, and takes out of its file what the engine writes into it from now on. */
async function removerOf(stack: string): Promise<() => Promise<void>> {
  const driven = new Stack(findEngine(stack));
  if (await driven.exists()) return () => Promise.resolve();
  const putBack = rememberStackFile(stack);
  return async () => {
    await driven.remove();
    putBack();
  };
}
