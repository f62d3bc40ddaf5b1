import type { Experiment } from "../experiment";
import { everyRequestTold } from "../findings/everyRequestTold";
import { inStep } from "../findings/finding";
import { connectionsStick, fewMakeAPeak, manyAreEven } from "../findings/hotSpot";

const CONNECTIONS = 4;
const REQUESTS = 400;

export const experiment: Experiment = {
  name: "hot-spot",
  title: "A few long connections make a hot spot",
  question:
    "Does a client's load spread over the nodes when it keeps a few connections, and when it opens many?",
  steps: [
    {
      label: `${REQUESTS} requests over ${CONNECTIONS} kept connections`,
      settings: { sessionAffinity: "None", externalTrafficPolicy: "Cluster" },
      // Each connection with the same number of requests: all that is uneven then is where they went.
      traffic: ([client]) =>
        Array.from({ length: CONNECTIONS }, () => ({
          client,
          requests: REQUESTS / CONNECTIONS,
          concurrency: 1,
          keepAlive: true,
        })),
    },
    {
      label: `${REQUESTS} requests, a connection each`,
      settings: { sessionAffinity: "None", externalTrafficPolicy: "Cluster" },
      traffic: ([client]) => [{ client, requests: REQUESTS, concurrency: CONNECTIONS, keepAlive: false }],
    },
  ],
  expectations: [
    inStep(0, "kept-connections-stick", connectionsStick),
    inStep(0, "few-make-a-peak", fewMakeAPeak),
    inStep(1, "many-are-even", manyAreEven),
    everyRequestTold,
  ],
  explanation:
    "What is spread is connections, and a connection keeps its entry node however much it carries. Four on three nodes can only " +
    "lie two, one and one at best; one time in three three of them or all share a node. Pools of kept connections, gRPC and HTTP/2 look like " +
    "this; hundreds of short connections come close to even.",
  source: {
    title: "Kubernetes and long-lived connections",
    url: "https://learnk8s.io/kubernetes-long-lived-connections",
  },
};
