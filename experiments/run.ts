import { randomBytes } from "node:crypto";
import type { Progress } from "../system/progress";
import type { Bench } from "./bench";
import { startCapture } from "./capture/session";
import { findExperiments } from "./catalogue";
import { debugPods } from "./cluster/debugPods";
import { readFacts } from "./cluster/readFacts";
import { conduct } from "./conduct";
import type { Experiment } from "./experiment";
import type { Sightings } from "./join/sightings";
import type { Lab } from "./lab";
import { restoring } from "./restoring";
import type { ExperimentResult, RunResult } from "./result";
import { settle } from "./settle";
import type { Settled } from "./settings";

export interface RunOptions {
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Runs the experiments called `names`, in the catalogue's order, under one capture. What they set is restored, also when one of
 * them fails or the signal aborts; nothing is left running in pods or clients.
 * @throws ProblemsError for an unknown name or a lab that cannot be captured; the signal's reason when aborted.
 */
export async function runExperiments(
  names: readonly string[],
  lab: Lab,
  options: RunOptions,
): Promise<RunResult> {
  const chosen = findExperiments(names);
  const startedAt = new Date();
  const start = performance.now();
  const run = randomBytes(2).toString("hex");
  const experiments = await restoring(lab.stack, options.progress, () =>
    underCapture(chosen, lab, run, options).catch((error: unknown) => {
      // What was interrupted tells of that in its own words.
      options.signal.throwIfAborted();
      throw error;
    }),
  );
  return {
    version: 1,
    run,
    lab: { name: lab.name, target: lab.target.kind },
    startedAt: startedAt.toISOString(),
    milliseconds: Math.round(performance.now() - start),
    holds: experiments.every(({ holds }) => holds),
    experiments,
  };
}

async function underCapture(
  chosen: readonly Experiment[],
  lab: Lab,
  run: string,
  options: RunOptions,
): Promise<readonly ExperimentResult[]> {
  // What still waits when something else has failed must not wait on.
  const end = new AbortController();
  const { progress } = options;
  const signal = AbortSignal.any([options.signal, end.signal]);
  const [clientA, ...others] = lab.target.clients;
  if (clientA === undefined) throw new Error("the target has no client to send from");
  progress("looking at the cluster");
  const facts = await readFacts(lab, signal);
  const pods = await debugPods(lab, facts.nodes, signal);
  let sightings: Sightings | undefined;
  progress(`starting a capture on ${facts.nodes.map(({ name }) => name).join(", ")}`);
  const capture = startCapture(pods, run, (node, line) => sightings?.add(node, line));
  const collect = (next: Sightings) => {
    sightings = next;
  };
  const bench: Bench = { lab, clients: [clientA, ...others], pods, capture, collect, run, progress, signal };
  try {
    const [rule] = await Promise.all([settle(lab.target, pods, facts, signal), capture.catchUp(signal)]);
    return await inTurn(chosen, { facts, rule }, bench);
  } finally {
    end.abort();
    await capture.close();
  }
}

async function inTurn(
  chosen: readonly Experiment[],
  start: Settled,
  bench: Bench,
): Promise<readonly ExperimentResult[]> {
  const results: ExperimentResult[] = [];
  let settled = start;
  for (const experiment of chosen) {
    const done = await conduct(experiment, settled, bench);
    settled = done.settled;
    results.push(done.result);
  }
  return results;
}
