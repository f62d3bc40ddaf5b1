import type { RunResult } from "../../experiments/result";
import { finding, runOfScenes, type Scene, type SceneStep } from "./scenes";

/** A run of all as large as real ones: some 1,500 requests, one finding that fails, one that is open, three requests lost. */
export const ALL: readonly Scene[] = [
  {
    name: "keep-alive",
    title: "Ten requests on one connection take one path",
    question: "Does the load balancer spread the requests of a client that keeps its connection?",
    steps: [{ requests: 10, keepAlive: true, settings: { sessionAffinity: "None" } }],
    findings: [
      finding("one-source-port", "1 source port", "1 source port: 40000 10"),
      finding("one-entry-node", "1 entry node", "1 entry node: node3 10"),
      finding("one-pod", "1 pod", "1 pod: testapp-b97b67578-vfjdz 10"),
    ],
  },
  {
    name: "new-connections",
    title: "Each new connection enters by any node",
    question: "Where do the requests of one client enter when each has a connection of its own?",
    steps: [{ requests: 40, lost: [3, 17, 18] }],
    findings: [
      finding("own-source-ports", "40 source ports", "40 source ports"),
      finding("several-entry-nodes", "more than 1 entry node", "3 entry nodes: node1 15, node2 13, node3 9", {
        falseAlarm: { probability: 3 ** -39, event: "all 40 on one of 3 nodes" },
      }),
      finding(
        "every-request-told",
        "40 requests: answered, seen on each node passed, wire and pod agree",
        "not so for 3 of 40; the first: no answer within 5 s",
        { verdict: "contradicted", contradictedBy: "k3f9-new-connections-0004" },
      ),
    ],
  },
  {
    name: "affinity",
    title: "Session affinity reaches the load balancer",
    question:
      "Does sessionAffinity: ClientIP on the Service change how the load balancer itself distributes?",
    steps: [{ requests: 100, loadDistribution: "SourceIP", settings: { sessionAffinity: "ClientIP" } }],
    findings: [
      finding("rule-is-source-ip", "loadDistribution SourceIP", "Default before, SourceIP now"),
      finding("one-resource-updated", "pulumi up updates 1 resource", "update testapp-service"),
      finding("one-entry-node", "1 entry node", "1 entry node: node3 100"),
    ],
  },
  {
    name: "second-client",
    title: "Another client may enter elsewhere",
    question: "With session affinity, do all clients enter by the same node?",
    steps: [
      { clients: 9, requests: 4, loadDistribution: "SourceIP", settings: { sessionAffinity: "ClientIP" } },
    ],
    findings: [
      finding("clients-differ", "more than 1 entry node", "3 entry nodes: node1 16, node3 12, node2 8", {
        verdict: "undecided",
        falseAlarm: { probability: 1 / 81, event: "all 9 clients on one of 3 nodes" },
      }),
    ],
  },
  {
    name: "zone-crossing",
    title: "How many requests cross a zone",
    question: "Which share of the requests leaves the zone in which it entered, by the number of replicas?",
    steps: [1, 2, 3].map((replicas) => ({
      label: replicas === 1 ? "1 replica" : `${replicas} replicas`,
      requests: 100,
      clients: 2,
      podNodes: ["node2", "node1", "node3"].slice(0, replicas),
      settings: { replicas: String(replicas) },
    })) as unknown as readonly [SceneStep, ...SceneStep[]],
  },
  {
    name: "hot-spot",
    title: "Few long connections make a hot spot",
    question: "How evenly do few long connections fall on the nodes, against many short ones?",
    steps: [
      {
        label: "4 kept connections",
        clients: 4,
        requests: 60,
        keepAlive: true,
        podNodes: ["node1", "node2", "node3"],
      },
      { label: "240 short connections", clients: 4, requests: 60, podNodes: ["node1", "node2", "node3"] },
    ],
  },
  {
    name: "affinity-through-scale",
    title: "Affinity through a change of replicas",
    question:
      "With ClientIP, does a client keep its pod while the Service goes from 3 replicas to 1 and back?",
    steps: [3, 1, 3].map((replicas, i) => ({
      label: `${replicas} replicas${i === 2 ? " again" : ""}`,
      requests: 10,
      clients: 3,
      loadDistribution: "SourceIP" as const,
      podNodes: ["node1", "node2", "node3"].slice(0, replicas),
      settings: { sessionAffinity: "ClientIP", replicas: String(replicas) },
    })) as unknown as readonly [SceneStep, ...SceneStep[]],
  },
];

export const wholeRun: RunResult = runOfScenes(ALL);
