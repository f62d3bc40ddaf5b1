import { walk } from "../experiments/catalogue";
import { duration } from "../system/heartbeat";
import { explore } from "./explore";
import { refuseUnfit } from "./fitness";
import { prepareOnce } from "./prepare";
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
 * Prepares, stands the lab of `stack` up, walks its findings, and takes it down, whatever happened since it began to stand.
 * @returns whether every finding holds.
 */
export async function tour(stack: string, { keep, json }: TourOptions): Promise<boolean> {
  const start = performance.now();
  await refuseUnfit(stack);
  await prepareOnce(wantedTarget(stack));
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
    }
    console.log(`All that took ${duration(performance.now() - start)}.`);
  }
}
