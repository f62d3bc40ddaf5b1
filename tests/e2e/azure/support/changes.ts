import type { Step } from "../../support/engineSteps";

/** The cluster's client A: the one that allowedSourceRanges names. */
export const CLIENT_A = "198.51.100.10/32";

/** The program's names for what is in the cluster. */
export const INSIDE = [
  "testapp-namespace",
  "testapp-nginx",
  "testapp-deployment",
  "testapp-service",
  "node-debugger-namespace",
  "node-debugger-account",
  "node-debugger-daemonset",
];
/** Another cluster takes along what is in it, and has another name in the DNS. */
const ANOTHER_CLUSTER = ["cluster-suffix", "cluster-aks", "cluster-kubernetes", ...INSIDE].map(
  (name) => `replace ${name}`,
);

/** What is changed, to what, and what that does. */
export const CHANGES: readonly (readonly [string, Record<string, unknown>, readonly Step[]])[] = [
  ["more nodes: the cluster, in place", { nodeCount: 4 }, ["update cluster-aks"]],
  [
    "who may come in: the cluster and the Service, in place",
    { allowedSourceRanges: [CLIENT_A, "192.0.2.10/32"] },
    ["update cluster-aks", "update testapp-service"],
  ],
  ["the VM size: another cluster", { vmSize: "Standard_D4s_v5" }, ANOTHER_CLUSTER],
  ["the zones: another cluster", { zones: ["1", "2", "3"] }, ANOTHER_CLUSTER],
  ["pod addresses: another cluster", { podCidr: "10.245.0.0/16" }, ANOTHER_CLUSTER],
  ["a network policy: another cluster", { networkPolicy: "calico" }, ANOTHER_CLUSTER],
  [
    "the network model: another cluster, and no route table",
    { networkModel: "overlay" },
    [
      ...ANOTHER_CLUSTER,
      "update network-subnet",
      "delete network-routes",
      "delete cluster-routes-contributor",
    ],
  ],
  [
    "no debug pods: they alone go",
    { debugger: false },
    ["", "-account", "-daemonset", "-namespace"].map((what) => `delete node-debugger${what}`),
  ],
];
