import type { Experiment } from "../experiment";
import { oneResourceUpdated, ruleIsSourceIP } from "../findings/affinity";
import { everyRequestTold } from "../findings/everyRequestTold";
import { oneEntryNode, onePod } from "../findings/oneOf";

export const experiment: Experiment = {
  name: "affinity",
  title: "Session affinity reaches the load balancer",
  question: "Does sessionAffinity: ClientIP on the Service change how the load balancer itself distributes?",
  settingsBefore: { sessionAffinity: "None" },
  steps: [
    {
      label: "a hundred connections of one client",
      settings: { sessionAffinity: "ClientIP" },
      traffic: ([client]) => [{ client, requests: 100, concurrency: 2, keepAlive: false }],
    },
  ],
  expectations: [ruleIsSourceIP, oneResourceUpdated, oneEntryNode, onePod, everyRequestTold],
  explanation:
    "The cluster's cloud provider turns ClientIP into the load balancing rule's loadDistribution SourceIP: the hash is then over " +
    "source and destination address only, and the port does not matter any more. On the node kube-proxy remembers the client " +
    "for its own choice of the pod.",
  source: {
    title: "AKS Advanced Load Balancing, part 1",
    url: "https://www.stevegriffith.nyc/posts/aks-advanced-loadbalancing/",
  },
};
