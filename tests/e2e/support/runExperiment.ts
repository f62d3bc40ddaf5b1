import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExperimentResult, RunResult } from "../../../experiments/result";
import type { Checkout } from "./checkout";
import { lab, succeeding } from "./lab";

/** Runs one experiment as a user does and returns what it wrote; exit code 0 is asserted. */
export async function runExperiment(checkout: Checkout, name: string): Promise<ExperimentResult> {
  const file = join(checkout.state, `${name}.json`);
  const running = lab(checkout, ["run", name, "--json", file]);
  await running;
  // Before all that it printed, of which a log may keep the ends only.
  if (existsSync(file)) expect(contradictions(resultIn(file))).toEqual([]);
  await succeeding(running);
  const { experiments, holds } = resultIn(file);
  expect(experiments.map((experiment) => experiment.name)).toEqual([name]);
  expect(holds).toBe(true);
  const [only] = experiments;
  if (only === undefined) throw new Error("no experiment was written");
  return only;
}

function resultIn(file: string): RunResult {
  return JSON.parse(readFileSync(file, "utf8")) as RunResult;
}

function contradictions({ experiments }: RunResult) {
  const findings = experiments.flatMap((experiment) => experiment.findings);
  return findings.filter(({ verdict }) => verdict === "contradicted");
}

/** The different values of one property. */
export function distinct<T, V>(things: readonly T[], property: (thing: T) => V): V[] {
  return [...new Set(things.map(property))];
}

/** Asserts what must be true of every request of every experiment: told once, by wire and pod alike. */
export function expectTold({ requests, steps, lines }: ExperimentResult, count: number): void {
  expect(lines).toMatchObject({ lost: 0, foreign: 0 });
  expect(distinct(requests, ({ id }) => id)).toHaveLength(count);
  expect(requests).toHaveLength(count);
  for (const request of requests) {
    const { entryNode, snat, podNode, peerSeenByPod } = request;
    const cluster = steps[request.step]?.cluster;
    const entry = cluster?.nodes.find(({ name }) => name === entryNode);
    if (entryNode === podNode) {
      expect(snat).toBeNull();
      expect(peerSeenByPod?.address).toBe(entry?.podSideAddress);
    } else {
      expect(snat?.address).toBe(entry?.address);
      expect(peerSeenByPod).toEqual(snat);
    }
  }
}
