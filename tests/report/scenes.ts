import type { ClusterFacts } from "../../experiments/cluster/facts";
import type { Finding } from "../../experiments/findings/finding";
import type {
  ExperimentResult,
  RequestResult,
  RequestSighting,
  RunResult,
  StepResult,
} from "../../experiments/result";
import type { Settings } from "../../experiments/stack";
import { statisticsOf } from "../../experiments/statistics/statisticsOf";
import type { Endpoint } from "../../experiments/traffic/sentRequest";
import type { LoadBalancingRule, LoadDistribution } from "../../local/loadBalancer/rule";
import { clients, cluster, completePath, end, lostPath, nodeNamed } from "../experiments/fixtures";

/** One step of a scene: what is set, and who sends how much. */
export interface SceneStep {
  readonly label?: string;
  readonly settings?: Settings;
  /** Nodes with a pod, one each; node2 unless told. */
  readonly podNodes?: readonly string[];
  readonly loadDistribution?: LoadDistribution;
  readonly clients?: number;
  readonly requests: number;
  readonly keepAlive?: boolean;
  /** Indices of requests of which nothing was seen. */
  readonly lost?: readonly number[];
}

export interface Scene {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly steps: readonly [SceneStep, ...SceneStep[]];
  readonly findings?: readonly Finding[];
}

/** Numbers that look like chance and are the same each time (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** What an experiment might have come to: entry nodes and pods are drawn as the load balancer and kube-proxy would. */
export function playedOut({ name, title, question, steps, findings }: Scene): ExperimentResult {
  const random = chance(name.length * 7919 + steps.length);
  const told = steps.map(stepOf);
  const requests = steps.reduce<RequestResult[]>(
    (all, step, index) => [...all, ...requestsOf(name, step, { index, from: all.length + 1 }, random)],
    [],
  );
  const last = told.at(-1);
  if (last === undefined) throw new Error("a scene has steps");
  const { settings, changes, rule, cluster, traffic } = last;
  const judged = findings ?? [finding("every-request-told", "all requests told", "all told")];
  return {
    ...{ name, title, question, requests },
    explanation:
      "The load balancer hashes source address and port, destination address and port, and protocol, and it sees packets, not requests.",
    source: {
      title: "Azure Load Balancer distribution modes",
      url: "https://learn.microsoft.com/azure/load-balancer/distribution-mode-concepts",
    },
    holds: judged.every(({ verdict }) => verdict !== "contradicted"),
    ruleBefore: ruleWith("Default"),
    ...{ steps: told, settings, changes, rule, cluster, traffic },
    findings: judged,
    statistics: statisticsOf({ steps: told, requests }),
    sightings: seenOnNodes(requests, told),
    lines: {
      total: requests.length * 3,
      counted: requests.length * 3 - 2,
      duplicate: 1,
      foreign: 1,
      lost: 0,
    },
    milliseconds: 4321,
  };
}

function stepOf(step: SceneStep): StepResult {
  const { label = "", settings = {}, podNodes = ["node2"], loadDistribution = "Default" } = step;
  const update = { operation: "update", type: "kubernetes:core/v1:Service", name: "testapp-service" };
  return {
    ...{ label, settings },
    changes: loadDistribution === "Default" && settings.replicas === undefined ? null : [update],
    rule: ruleWith(loadDistribution),
    cluster: withPods(podNodes),
    traffic: clients.slice(0, step.clients ?? 1).map((client) => ({
      client: client.name,
      requests: step.requests,
      concurrency: 2,
      keepAlive: step.keepAlive ?? false,
    })),
  };
}

export function withPods(nodes: readonly string[]): ClusterFacts {
  const pods = nodes.map((node, i) => ({
    name: `testapp-b97b67578-${["vfjdz", "c2s2l", "x8k4q", "m7w9d"][i] ?? `pod${i}`}`,
    address: `${nodeNamed(node).podSideAddress.replace(/1$/, "")}${2 + i}`,
    port: 80,
    node,
  }));
  return { ...cluster, pods };
}

function requestsOf(
  name: string,
  step: SceneStep,
  { index, from }: { readonly index: number; readonly from: number },
  random: () => number,
): RequestResult[] {
  const facts = stepOf(step).cluster;
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(random() * from.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  };
  return clients.slice(0, step.clients ?? 1).flatMap((client, c) => {
    const sticky = step.keepAlive === true || step.loadDistribution === "SourceIP";
    const kept = { node: pick(facts.nodes), pod: pick(facts.pods) };
    return Array.from({ length: step.requests }, (_, i) => {
      const id = `k3f9-${name}-${String(from + c * step.requests + i).padStart(4, "0")}`;
      if (step.lost?.includes(i)) return { ...lostPath(id, { client: client.name }), step: index };
      const { node, pod } = sticky ? kept : { node: pick(facts.nodes), pod: pick(facts.pods) };
      const clientPort = step.keepAlive === true ? 40000 + c : 40000 + c * step.requests + i;
      return {
        ...pathBy(id, client, clientPort, { node, pod }, facts),
        step: index,
        milliseconds: 1 + random() * 8,
      };
    });
  });
}

function pathBy(
  id: string,
  client: { name: string; address: string },
  clientPort: number,
  { node, pod }: { node: ClusterFacts["nodes"][number]; pod: ClusterFacts["pods"][number] },
  { nodes }: ClusterFacts,
) {
  const direct = node.name === pod.node;
  const podNode = nodes.find(({ name }) => name === pod.node);
  const snat = direct ? null : end(node.address, 20000 + (clientPort % 40000));
  return completePath({
    ...{ id, client: client.name, clientPort, clientAddress: client.address, snat },
    local: end(client.address, clientPort),
    entryNode: node.name,
    route: direct ? "direct" : "bounced",
    pod: pod.name,
    podNode: pod.node,
    zoneCrossed: node.zone !== podNode?.zone,
    peerSeenByPod: snat ?? end(node.podSideAddress, 1024 + (clientPort % 9000)),
  });
}

/** What the nodes' eth0 saw of the paths, as they tell it: a bounced request in, out, and in on another node. */
function seenOnNodes(
  requests: readonly RequestResult[],
  steps: readonly StepResult[],
): ExperimentResult["sightings"] {
  const seen = new Map(cluster.nodes.map(({ name }) => [name, [] as RequestSighting[]]));
  for (const request of requests) {
    if (!request.complete) continue;
    const { id, step, clientAddress, clientPort, entryNode, snat, pod, podNode, startedAt } = request;
    const { service, pods } = steps[step]?.cluster ?? cluster;
    const podAddress = pods.find(({ name }) => name === pod)?.address;
    const tell = (node: string, direction: "in" | "out", source: Endpoint, destination: Endpoint) =>
      seen.get(node)?.push({ id, direction, source, destination, protocol: 6, at: startedAt / 1000 });
    tell(entryNode, "in", end(clientAddress, clientPort), end(service.frontendIP, service.port));
    if (snat === null || podAddress === undefined) continue;
    tell(entryNode, "out", snat, end(podAddress, 80));
    tell(podNode, "in", snat, end(podAddress, 80));
  }
  return Object.fromEntries(seen);
}

export function ruleWith(loadDistribution: LoadDistribution): LoadBalancingRule {
  return {
    name: "a549c50d87bba413ca580423b3309ac6-TCP-80",
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

export function finding(
  name: string,
  expected: string,
  seen: string,
  change: Partial<Finding> = {},
): Finding {
  return { name, expected, seen, verdict: "holds", contradictedBy: null, falseAlarm: null, ...change };
}

export function runOfScenes(scenes: readonly Scene[]): RunResult {
  const experiments = scenes.map(playedOut);
  return {
    version: 1,
    run: "k3f9",
    lab: {
      name: "local",
      target: "local",
      clients,
      settings: { sessionAffinity: "None", externalTrafficPolicy: "Cluster", replicas: "1" },
      tools: { "aks-lb-lab": "0.1.0", node: "20.19.2", pulumi: "3.248.0" },
      nodes: cluster.nodes.map(({ name }) => ({
        node: name,
        kubelet: "v1.35.0",
        containerRuntime: "containerd://2.1.4",
        kernel: "6.1.0-18-amd64",
        osImage: "Debian GNU/Linux 12 (bookworm)",
      })),
    },
    startedAt: "2026-11-24T10:00:00.000Z",
    milliseconds: 95_432,
    holds: experiments.every(({ holds }) => holds),
    experiments,
  };
}
