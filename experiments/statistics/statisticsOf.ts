import type { ClusterFacts } from "../cluster/facts";
import type { ExperimentResult, RequestResult, SentTraffic, StepResult } from "../result";
import { distributionOf, type Counting } from "./distribution";
import { expectedCrossing, expectedWays, sum } from "./expected";
import { latencyOf } from "./latency";
import type { StepStatistics, ZoneCrossing } from "./statistics";

/** Counts the requests of each step. Pure. */
export function statisticsOf({
  steps,
  requests,
}: Pick<ExperimentResult, "steps" | "requests">): readonly StepStatistics[] {
  return steps.map((step, index) =>
    stepStatistics(
      step,
      requests.filter((request) => request.step === index),
    ),
  );
}

function stepStatistics(step: StepResult, requests: readonly RequestResult[]): StepStatistics {
  const { cluster } = step;
  const zones = new Map(cluster.nodes.map(({ name, zone }) => [name, zone]));
  const ways = expectedWays(cluster);
  const unit = step.rule.loadDistribution === "SourceIP" ? "client" : "connection";
  const count = (values: Iterable<string>, shareOf: (value: string) => number, rest: Rest) =>
    distributionOf(requests, {
      expected: new Map([...values].map((value) => [value, shareOf(value)])),
      ...rest,
    });
  return {
    nodes: count(
      cluster.nodes.map(({ name }) => name),
      (node) => sum(ways, ({ entryNode }) => entryNode.name === node),
      { valueOf: ({ entryNode }) => entryNode, unit },
    ),
    pods: count(
      cluster.pods.map(({ name }) => name),
      (name) => sum(ways, ({ pod }) => pod.name === name),
      { valueOf: ({ pod }) => pod, unit },
    ),
    zones: count(new Set(zones.values()), (zone) => sum(ways, ({ entryNode }) => entryNode.zone === zone), {
      valueOf: ({ entryNode }) => (entryNode === null ? null : (zones.get(entryNode) ?? null)),
      unit,
    }),
    clients: count(
      new Set(step.traffic.map(({ client }) => client)),
      (client) => shareSent(step.traffic, client),
      { valueOf: ({ client }) => client, unit: null },
    ),
    zoneCrossing: zoneCrossing(requests, cluster),
    latency: latencyOf(requests),
  };
}

type Rest = Pick<Counting, "valueOf" | "unit">;

function shareSent(traffic: readonly SentTraffic[], client: string): number {
  const sent = (of: readonly SentTraffic[]) => of.reduce((total, { requests }) => total + requests, 0);
  return sent(traffic.filter((each) => each.client === client)) / sent(traffic);
}

function zoneCrossing(requests: readonly RequestResult[], cluster: ClusterFacts): ZoneCrossing {
  const told = requests.filter(({ zoneCrossed }) => zoneCrossed !== null);
  const crossing = told.filter(({ zoneCrossed }) => zoneCrossed).length;
  return {
    known: told.length,
    crossing,
    share: told.length === 0 ? null : crossing / told.length,
    expectedShare: expectedCrossing(cluster),
  };
}
