import type { LoadBalancingRule } from "../local/loadBalancer/rule";
import type { ClientTraffic, Experiment } from "./experiment";
import { pathOf } from "./join/pathOf";
import type { Sightings } from "./join/sightings";
import type { ExperimentResult, RequestSighting } from "./result";
import type { Brought } from "./settings";
import type { Client } from "./target";
import type { ClientRequest } from "./traffic/sendAll";

/** All that was observed in one experiment. */
export interface Observed {
  readonly experiment: Experiment;
  readonly clients: readonly Client[];
  readonly ruleBefore: LoadBalancingRule;
  readonly brought: Brought;
  readonly traffic: readonly ClientTraffic[];
  readonly requests: readonly ClientRequest[];
  readonly sightings: Sightings;
  readonly milliseconds: number;
}

/** Joins what was observed into paths, and judges them by the experiment's expectations. Pure. */
export function resultOf(observed: Observed): ExperimentResult {
  const { experiment, clients, ruleBefore, brought, traffic, sightings, milliseconds } = observed;
  const { facts: cluster, rule, changes } = brought;
  const paths = observed.requests.map(({ client, request }) =>
    pathOf(client, request, sightings.of(request.id), cluster),
  );
  const loadDistribution = { before: ruleBefore.loadDistribution, after: rule.loadDistribution };
  const evidence = { clients, cluster, paths, loadDistribution, changes };
  const findings = experiment.expectations.map((judge) => judge(evidence));
  const { name, title, question, explanation, source, settings } = experiment;
  return {
    ...{ name, title, question, explanation, source },
    holds: findings.every(({ verdict }) => verdict !== "contradicted"),
    ...{ settings, changes, ruleBefore, rule, cluster },
    traffic: traffic.map(({ client, ...rest }) => ({ client: client.name, ...rest })),
    requests: paths,
    findings,
    sightings: byNode(observed),
    lines: sightings.lines(),
    milliseconds,
  };
}

/** Every node has its list, in the order in which it saw the packets; an empty one tells that it saw none. */
function byNode({ brought, requests, sightings }: Observed): Record<string, readonly RequestSighting[]> {
  const lists = new Map<string, RequestSighting[]>(brought.facts.nodes.map(({ name }) => [name, []]));
  for (const { request } of requests) {
    for (const { node, ...sighting } of sightings.of(request.id)) {
      lists.get(node)?.push({ id: request.id, ...sighting });
    }
  }
  for (const list of lists.values()) list.sort((a, b) => a.at - b.at);
  return Object.fromEntries(lists);
}
