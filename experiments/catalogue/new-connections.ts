import type { Experiment } from "../experiment";
import { everyRequestTold } from "../findings/everyRequestTold";
import {
  bouncedCarryEntryNode,
  directCarryClient,
  ownSourcePorts,
  severalEntryNodes,
} from "../findings/newConnections";

export const experiment: Experiment = {
  name: "new-connections",
  title: "Ten new connections enter by several nodes",
  question: "What changes when each request brings a connection, and so a source port, of its own?",
  steps: [
    {
      label: "ten requests, a connection each",
      settings: { sessionAffinity: "None" },
      traffic: ([client]) => [{ client, requests: 10, concurrency: 1, keepAlive: false }],
    },
  ],
  expectations: [
    ownSourcePorts,
    severalEntryNodes,
    bouncedCarryEntryNode,
    directCarryClient,
    everyRequestTold,
  ],
  explanation:
    "Each new source port is a new hash, so the connections spread over the nodes, whether a pod is there or not. kube-proxy on " +
    "the entry node picks the pod; where that is on another node, the packet goes on with the entry node's address as its " +
    "source (SNAT), so that the answer comes back the same way.",
  source: {
    title: "AKS Advanced Load Balancing, part 1",
    url: "https://www.stevegriffith.nyc/posts/aks-advanced-loadbalancing/",
  },
};
