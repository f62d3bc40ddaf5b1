import type { Experiment } from "../experiment";
import { everyRequestTold } from "../findings/everyRequestTold";
import { inStep } from "../findings/finding";
import { entryNodeStays, newPodsGetNone, podStaysWhileThere, severalPods } from "../findings/throughScale";

export const experiment: Experiment = {
  name: "affinity-through-scale",
  title: "Affinity outlives scaling, and the new pods stay idle",
  question: "With session affinity, where do clients go when pods are taken away, and when they come back?",
  // Off first, so that no kube-proxy remembers anybody.
  settingsBefore: { sessionAffinity: "None", replicas: "3" },
  steps: [step(3, "3 replicas"), step(1, "scaled to 1 replica"), step(3, "scaled to 3 replicas again")],
  expectations: [
    entryNodeStays,
    inStep(0, "several-pods-at-first", severalPods),
    podStaysWhileThere,
    newPodsGetNone,
    everyRequestTold,
  ],
  explanation:
    "The load balancer's hash is over the nodes, and with the policy Cluster every node is in the backend pool whether it has a pod " +
    "or not: scaling changes nothing there. On the entry node kube-proxy remembers each client's pod, for three hours unless told " +
    "otherwise. Clients of a pod that is gone get another one; when pods come back nobody leaves the pod he has, so the new ones " +
    "wait for new clients.",
  source: {
    title: "Kubernetes: session affinity of a Service",
    url: "https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity",
  },
};

function step(replicas: number, label: string): Experiment["steps"][0] {
  return {
    label,
    settings: { sessionAffinity: "ClientIP", externalTrafficPolicy: "Cluster", replicas: String(replicas) },
    traffic: (clients) =>
      clients.map((client) => ({ client, requests: 4, concurrency: 1, keepAlive: false })),
  };
}
