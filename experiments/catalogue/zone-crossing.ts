import type { Experiment } from "../experiment";
import { everyRequestTold } from "../findings/everyRequestTold";
import { inStep } from "../findings/finding";
import { crossingAsPlaced } from "../findings/zoneCrossing";

const REPLICAS = [1, 2, 3];

export const experiment: Experiment = {
  name: "zone-crossing",
  title: "Where the pods are decides how much crosses a zone",
  question: "Which share of the requests goes on into another zone, and do more replicas lower it?",
  steps: [step(1), step(2), step(3)],
  expectations: [
    ...REPLICAS.map((replicas, index) => inStep(index, `crossing-with-${replicas}`, crossingAsPlaced)),
    everyRequestTold,
  ],
  explanation:
    "The load balancer picks the entry node without regard to zones, and kube-proxy picks the pod so too. Both choices are " +
    "uniform, so the share that crosses follows from where nodes and pods are: of all pairs of an entry node and a pod, those in " +
    "two zones. Replicas in more zones do not bring it to nothing; only the policy Local does, as there the pod is on the entry node.",
  source: {
    title: "AKS: availability zones",
    url: "https://learn.microsoft.com/azure/aks/availability-zones-overview",
  },
};

function step(replicas: number): Experiment["steps"][0] {
  return {
    label: `${replicas} ${replicas === 1 ? "replica" : "replicas"}`,
    settings: { sessionAffinity: "None", externalTrafficPolicy: "Cluster", replicas: String(replicas) },
    traffic: ([client]) => [{ client, requests: 300, concurrency: 4, keepAlive: false }],
  };
}
