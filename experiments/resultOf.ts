import type { LoadBalancingRule } from "../local/loadBalancer/rule";
import type { ClientTraffic, Experiment } from "./experiment";
import type { Evidence } from "./findings/finding";
import { pathOf } from "./join/pathOf";
import type { Sightings } from "./join/sightings";
import type { ExperimentResult, RequestResult, RequestSighting, StepResult } from "./result";
import type { Brought } from "./settings";
import type { Settings } from "./stack";
import { statisticsOf } from "./statistics/statisticsOf";
import type { Client } from "./target";
import type { ClientRequest } from "./traffic/sendAll";

/** All that was observed in one experiment. */
export interface Observed {
  readonly experiment: Experiment;
  readonly clients: readonly Client[];
  readonly ruleBefore: LoadBalancingRule;
  readonly steps: readonly ObservedStep[];
  readonly sightings: Sightings;
  readonly milliseconds: number;
}

export interface ObservedStep {
  readonly label: string;
  readonly settings: Settings;
  readonly brought: Brought;
  readonly traffic: readonly ClientTraffic[];
  readonly requests: readonly ClientRequest[];
}

/** Joins what was observed into paths, and judges them by the experiment's expectations. Pure. */
export function resultOf(observed: Observed): ExperimentResult {
  const { experiment, clients, ruleBefore, sightings, milliseconds } = observed;
  const requests = observed.steps.flatMap((step, index) => requestsOf(step, index, sightings));
  const steps = observed.steps.map(stepOf);
  const last = steps.at(-1);
  if (last === undefined) throw new Error(`${experiment.name} has no step`);
  const evidence = evidenceOf(steps, requests, clients, ruleBefore);
  const findings = experiment.expectations.map((judge) => judge(evidence));
  const { name, title, question, explanation, source } = experiment;
  const { settings, changes, rule, cluster, traffic } = last;
  return {
    ...{ name, title, question, explanation, source },
    holds: findings.every(({ verdict }) => verdict !== "contradicted"),
    ...{ ruleBefore, steps, settings, changes, rule, cluster, traffic },
    ...{ requests, findings },
    statistics: statisticsOf({ steps, requests }),
    sightings: byNode(observed),
    lines: { ...sightings.lines(), lost: lostIn(requests) },
    milliseconds,
  };
}

function requestsOf(
  { brought, requests }: ObservedStep,
  step: number,
  sightings: Sightings,
): RequestResult[] {
  return requests.map(({ client, request }) => ({
    ...pathOf(client, request, sightings.of(request.id), brought.facts),
    step,
  }));
}

function stepOf({ label, settings, brought, traffic }: ObservedStep): StepResult {
  const { facts: cluster, rule, changes } = brought;
  const sent = traffic.map(({ client, ...rest }) => ({ client: client.name, ...rest }));
  return { label, settings, changes, rule, cluster, traffic: sent };
}

function evidenceOf(
  steps: readonly StepResult[],
  requests: readonly RequestResult[],
  clients: readonly Client[],
  ruleBefore: LoadBalancingRule,
): Evidence {
  let before = ruleBefore.loadDistribution;
  const told = steps.map(({ cluster, rule, changes }, index) => {
    const loadDistribution = { before, after: rule.loadDistribution };
    before = rule.loadDistribution;
    return { cluster, loadDistribution, changes, paths: requests.filter(({ step }) => step === index) };
  });
  const last = told.at(-1);
  if (last === undefined) throw new Error("there is no evidence without a step");
  return { ...last, clients, paths: requests, steps: told };
}

/** A request without an answer may have passed nowhere, and a pod is no packet that a capture could lose. */
function lostIn(requests: readonly RequestResult[]): number {
  const answered = requests.filter(({ missing }) => !missing.some(({ piece }) => piece === "answer"));
  return answered.flatMap(({ missing }) => missing).filter(({ piece }) => piece !== "pod").length;
}

/** Every node has its list, in the order in which it saw the packets; an empty one tells that it saw none. */
function byNode({ steps, sightings }: Observed): Record<string, readonly RequestSighting[]> {
  const lists = new Map<string, RequestSighting[]>();
  for (const { brought, requests } of steps) {
    for (const { name } of brought.facts.nodes) if (!lists.has(name)) lists.set(name, []);
    for (const { request } of requests) {
      for (const { node, ...sighting } of sightings.of(request.id)) {
        lists.get(node)?.push({ id: request.id, ...sighting });
      }
    }
  }
  for (const list of lists.values()) list.sort((a, b) => a.at - b.at);
  return Object.fromEntries(lists);
}
