import { randomBytes } from "node:crypto";
import type { Progress } from "../system/progress";
import type { Bench } from "./bench";
import type { CapturedLine } from "./capture/line";
import type { PacketFiles } from "./capture/packetFolder";
import { startCapture } from "./capture/session";
import { findExperiments } from "./catalogue";
import { debugPods } from "./cluster/debugPods";
import { readFacts } from "./cluster/readFacts";
import { readVersions } from "./cluster/versions";
import { conduct } from "./conduct";
import type { Experiment } from "./experiment";
import type { Sightings } from "./join/sightings";
import type { Lab } from "./lab";
import { restoring } from "./restoring";
import type { ExperimentResult, LabTold, RunResult } from "./result";
import { settle } from "./settle";
import { ownSettings, settingsInForce, type Settled } from "./settings";

export interface RunOptions {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Keeps all packets of the run in a folder, and tells of the files at its end, also when it was interrupted. */
  readonly packets?: { readonly folder: string; readonly told: (files: PacketFiles) => void };
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
  return runAll(findExperiments(names), lab, options);
}

/** As {@link runExperiments}, with experiments that need not be in the catalogue. */
export async function runAll(
  chosen: readonly Experiment[],
  lab: Lab,
  options: RunOptions,
): Promise<RunResult> {
  const startedAt = new Date();
  const start = performance.now();
  const run = randomBytes(2).toString("hex");
  const done = await restoring(lab.stack, options.progress, () =>
    underCapture(chosen, lab, run, options).catch((error: unknown) => {
      // What was interrupted tells of that in its own words.
      options.signal.throwIfAborted();
      throw error;
    }),
  );
  return {
    version: 1,
    run,
    lab: done.lab,
    startedAt: startedAt.toISOString(),
    milliseconds: Math.round(performance.now() - start),
    holds: done.experiments.every(({ holds }) => holds),
    experiments: done.experiments,
  };
}

interface Done {
  readonly lab: LabTold;
  readonly experiments: readonly ExperimentResult[];
}

async function underCapture(
  chosen: readonly Experiment[],
  lab: Lab,
  run: string,
  options: RunOptions,
): Promise<Done> {
  // What still waits when something else has failed must not wait on.
  const end = new AbortController();
  const { progress } = options;
  const signal = AbortSignal.any([options.signal, end.signal]);
  const [clientA, ...others] = lab.target.clients;
  if (clientA === undefined) throw new Error("the target has no client to send from");
  progress("looking at the cluster");
  const [facts, nodes] = await Promise.all([readFacts(lab, signal), readVersions(lab.kubectl, signal)]);
  const pods = await debugPods(lab, facts.nodes, signal);
  let sightings: Sightings | undefined;
  progress(`starting a capture on ${facts.nodes.map(({ name }) => name).join(", ")}`);
  const tell = (node: string, line: CapturedLine) => sightings?.add(node, line);
  const capture = startCapture(pods, run, tell, options.packets?.folder);
  const collect = (next: Sightings) => {
    sightings = next;
  };
  const bench: Bench = { lab, clients: [clientA, ...others], pods, capture, collect, run, progress, signal };
  try {
    const [rule] = await Promise.all([
      settle(lab.target, pods, { facts, gone: [] }, signal),
      capture.catchUp(signal),
    ]);
    const experiments = await inTurn(chosen, { facts, rule }, bench);
    return { experiments, lab: { ...labTold(lab), settings: settingsInForce(facts), nodes } };
  } finally {
    end.abort();
    const files = await capture.close();
    if (files !== null) options.packets?.told(files);
  }
}

function labTold({ name, target, tools }: Lab): Omit<LabTold, "settings" | "nodes"> {
  return { name, target: target.kind, clients: target.clients, tools };
}

async function inTurn(
  chosen: readonly Experiment[],
  start: Settled,
  bench: Bench,
): Promise<readonly ExperimentResult[]> {
  const results: ExperimentResult[] = [];
  const own = ownSettings(chosen, start.facts);
  let settled = start;
  for (const experiment of chosen) {
    const done = await conduct(experiment, settled, own, bench);
    settled = done.settled;
    results.push(done.result);
  }
  return results;
}
