import type { Experiment } from "../experiment";
import { eachClientSticks, othersGoElsewhere } from "../findings/clients";
import { everyRequestTold } from "../findings/everyRequestTold";

export const experiment: Experiment = {
  name: "second-client",
  title: "Other clients stick too, each to its own node",
  question: "With session affinity, where do clients with other addresses go?",
  steps: [
    {
      label: "four connections of each client",
      settings: { sessionAffinity: "ClientIP" },
      // The seed's other host sent four; client A sends too, so that its node is known.
      traffic: (clients) =>
        clients.map((client) => ({ client, requests: 4, concurrency: 1, keepAlive: false })),
    },
  ],
  expectations: [eachClientSticks, othersGoElsewhere, everyRequestTold],
  explanation:
    "Affinity is a hash of the client's address, not a place given out in turn: each client keeps to one node, several may share " +
    "one, and all clients behind one NAT look like a single one.",
  source: {
    title: "AKS Advanced Load Balancing, part 1",
    url: "https://www.stevegriffith.nyc/posts/aks-advanced-loadbalancing/",
  },
};
