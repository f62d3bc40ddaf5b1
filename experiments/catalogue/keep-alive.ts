import type { Experiment } from "../experiment";
import { everyRequestTold } from "../findings/everyRequestTold";
import { oneEntryNode, onePod, oneSourcePort } from "../findings/oneOf";

export const experiment: Experiment = {
  name: "keep-alive",
  title: "Ten requests on one connection take one path",
  question: "Does the load balancer spread the requests of a client that keeps its connection?",
  steps: [
    {
      label: "ten requests on one connection",
      settings: { sessionAffinity: "None" },
      traffic: ([client]) => [{ client, requests: 10, concurrency: 1, keepAlive: true }],
    },
  ],
  expectations: [oneSourcePort, oneEntryNode, onePod, everyRequestTold],
  explanation:
    "The load balancer hashes source address and port, destination address and port, and protocol, and it sees packets, not " +
    "requests. On a kept connection these five never change, so every request goes where the first one went.",
  source: {
    title: "Azure Load Balancer distribution modes",
    url: "https://learn.microsoft.com/azure/load-balancer/distribution-mode-concepts",
  },
};
