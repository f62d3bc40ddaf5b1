import { experiment as affinity } from "../../experiments/catalogue/affinity";
import { experiment as keepAlive } from "../../experiments/catalogue/keep-alive";
import { experiment as newConnections } from "../../experiments/catalogue/new-connections";
import type { ClusterFacts } from "../../experiments/cluster/facts";
import type { Experiment } from "../../experiments/experiment";
import { Sightings } from "../../experiments/join/sightings";
import type { ExperimentResult, RunResult } from "../../experiments/result";
import { resultOf } from "../../experiments/resultOf";
import type { ResourceChange } from "../../experiments/stack";
import { requestIds } from "../../experiments/traffic/plan";
import type { LoadBalancingRule, LoadDistribution } from "../../local/loadBalancer/rule";
import { clients, cluster, told } from "../experiments/fixtures";

const NODES = ["node2", "node1", "node3"] as const;

/** What one experiment's own way to send would look like, with all well. */
interface Scene {
  readonly experiment: Experiment;
  readonly entryNode: (i: number) => string;
  readonly port: (i: number) => number;
  readonly count: number;
  readonly loadDistribution: readonly [before: LoadDistribution, after: LoadDistribution];
  readonly changes: readonly ResourceChange[] | null;
  readonly facts?: ClusterFacts;
  /** Indices of requests whose first packet no capture told. */
  readonly lost?: readonly number[];
}

export function resultOfScene(scene: Scene): ExperimentResult {
  const { experiment, loadDistribution, changes, facts = cluster, lost = [] } = scene;
  const ids = requestIds(`k3f9-${experiment.name}`, scene.count);
  const sightings = new Sightings(facts.nodes, ids);
  const requests = ids.map((id, i) => {
    const { request, packets } = told(id, scene.entryNode(i), scene.port(i));
    for (const [node, line] of packets.slice(lost.includes(i) ? 1 : 0)) sightings.add(node, line);
    return { client: "client-a", request };
  });
  const [step] = experiment.steps;
  const [clientA] = clients;
  if (clientA === undefined) throw new Error("the fixtures have clients");
  return resultOf({
    experiment,
    clients,
    ruleBefore: rule(loadDistribution[0]),
    steps: [
      {
        label: step.label,
        settings: step.settings,
        brought: { facts, rule: rule(loadDistribution[1]), changes },
        traffic: step.traffic([clientA]),
        requests,
      },
    ],
    sightings,
    milliseconds: 1500,
  });
}

function rule(loadDistribution: LoadDistribution): LoadBalancingRule {
  return {
    name: "testapp-TCP-80",
    protocol: "Tcp",
    frontendIPAddress: "203.0.113.10",
    frontendPort: 80,
    backendPort: 80,
    enableFloatingIP: true,
    enableTcpReset: true,
    idleTimeoutInMinutes: 4,
    loadDistribution,
  };
}

export const keepAliveResult = resultOfScene({
  experiment: keepAlive,
  count: 10,
  entryNode: () => "node1",
  port: () => 40000,
  loadDistribution: ["Default", "Default"],
  changes: null,
});

/** One request's entry was not captured. */
export const newConnectionsResult = resultOfScene({
  experiment: newConnections,
  count: 10,
  entryNode: (i) => NODES[i % 3] ?? "node2",
  port: (i) => 40000 + 4 * i,
  loadDistribution: ["Default", "Default"],
  changes: null,
  lost: [4],
});

export const affinityResult = resultOfScene({
  experiment: affinity,
  count: 100,
  entryNode: () => "node3",
  port: (i) => 41000 + 4 * i,
  loadDistribution: ["Default", "SourceIP"],
  changes: [{ operation: "update", type: "kubernetes:core/v1:Service", name: "testapp-service" }],
});

export function runOf(...experiments: readonly ExperimentResult[]): RunResult {
  return {
    version: 1,
    run: "k3f9",
    lab: {
      ...{ name: "local", target: "local", clients },
      settings: { sessionAffinity: "None", externalTrafficPolicy: "Cluster", replicas: "1" },
      tools: { "aks-lb-lab": "1.2.3", "Node.js": "20.19.0" },
      nodes: cluster.nodes.map(({ name }) => ({
        node: name,
        kubelet: "v1.35.0",
        containerRuntime: "containerd://2.1.4",
        kernel: "6.12.0",
        osImage: "Debian GNU/Linux 13 (trixie)",
      })),
    },
    startedAt: "2026-11-24T10:00:00.000Z",
    milliseconds: 12345,
    holds: experiments.every(({ holds }) => holds),
    experiments,
  };
}
