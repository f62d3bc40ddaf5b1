import type { Bench } from "./bench";
import { bring } from "./bring";
import type { Experiment } from "./experiment";
import { Sightings } from "./join/sightings";
import { resultOf, type ObservedStep } from "./resultOf";
import type { ExperimentResult } from "./result";
import type { Settled } from "./settings";
import type { Settings } from "./stack";
import { requestIds } from "./traffic/plan";
import { sendAll } from "./traffic/sendAll";

/** An experiment's result, and the lab as it was left. */
export interface Conducted {
  readonly result: ExperimentResult;
  readonly settled: Settled;
}

/**
 * Sets, sends, captures, joins and judges one experiment in a lab that is settled. What it set stays set: restoring is the run's
 * own affair.
 * @param own what the lab has where the experiment says nothing.
 */
export async function conduct(
  experiment: Experiment,
  settled: Settled,
  own: Settings,
  bench: Bench,
): Promise<Conducted> {
  const start = performance.now();
  const { name, settingsBefore } = experiment;
  const tell = (message: string) => {
    bench.progress(`${name}: ${message}`);
  };
  const before =
    settingsBefore === undefined ? settled : await bring({ ...own, ...settingsBefore }, settled, bench, tell);
  const plans = experiment.steps.map((step) => ({ ...step, traffic: step.traffic(bench.clients) }));
  const sent = plans.flatMap(({ traffic }) => traffic).reduce((sum, { requests }) => sum + requests, 0);
  const ids = requestIds(`${bench.run}-${name}`, sent);
  const sightings = new Sightings(before.facts.nodes, ids);
  const steps: ObservedStep[] = [];
  const left = ids.values();
  let now = before;
  for (const { label, settings, traffic } of plans) {
    const brought = await bring({ ...own, ...settings }, now, bench, tell);
    now = brought;
    if (plans.length > 1) tell(label);
    bench.collect(sightings);
    const requests = await sendAll(traffic, left, brought.facts, bench, tell);
    steps.push({ label, settings, brought, traffic, requests });
  }
  tell("waiting for the captures to catch up");
  await bench.capture.catchUp(bench.signal);
  const result = resultOf({
    ...{ experiment, clients: bench.clients, ruleBefore: before.rule, steps, sightings },
    milliseconds: Math.round(performance.now() - start),
  });
  return { result, settled: now };
}
