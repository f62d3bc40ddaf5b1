import type { Bench } from "./bench";
import { readFacts } from "./cluster/readFacts";
import type { Experiment } from "./experiment";
import { resultOf } from "./resultOf";
import type { ExperimentResult } from "./result";
import { settle } from "./settle";
import { unmet, type Brought, type Settled } from "./settings";
import type { Settings } from "./stack";
import { sendAll } from "./traffic/sendAll";

/**
 * Sets, sends, captures, joins and judges one experiment in a lab that is settled. What it set stays set: restoring is the run's
 * own affair.
 */
export async function conduct(
  experiment: Experiment,
  settled: Settled,
  bench: Bench,
): Promise<{ readonly result: ExperimentResult; readonly settled: Settled }> {
  const start = performance.now();
  const { name, settings, settingsBefore = {} } = experiment;
  const tell = (message: string) => {
    bench.progress(`${name}: ${message}`);
  };
  const before = await bring(settingsBefore, settled, bench, tell);
  const brought = await bring(settings, before, bench, tell);
  const traffic = experiment.traffic(bench.clients);
  const sent = await sendAll(traffic, name, brought.facts, bench);
  tell("waiting for the captures to catch up");
  await bench.capture.catchUp(bench.signal);
  const result = resultOf({
    experiment,
    clients: bench.clients,
    ruleBefore: before.rule,
    brought,
    traffic,
    ...sent,
    milliseconds: Math.round(performance.now() - start),
  });
  return { result, settled: brought };
}

async function bring(
  settings: Settings,
  settled: Settled,
  { lab, pods, signal }: Bench,
  tell: (message: string) => void,
): Promise<Brought> {
  const missing = unmet(settings, settled.facts);
  const pairs = Object.entries(missing);
  if (pairs.length === 0) return { ...settled, changes: null };
  tell(`pulumi up with ${pairs.map(([key, value]) => `${key}=${value}`).join(", ")}`);
  const { changes } = await lab.stack.set(missing);
  signal.throwIfAborted();
  tell("waiting until the load balancer and every kube-proxy follow");
  const facts = await readFacts(lab, signal);
  return { facts, rule: await settle(lab.target, pods, facts, signal), changes };
}
