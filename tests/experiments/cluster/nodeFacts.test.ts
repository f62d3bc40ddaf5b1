import type { ApiNode } from "../../../experiments/cluster/apiTypes";
import { nodeFacts } from "../../../experiments/cluster/nodeFacts";

const ZONE = "topology.kubernetes.io/zone";
const OVERLAY = { "kubernetes.azure.com/azure-cni-overlay": "true" };

function node(
  labels: Record<string, string>,
  podCIDR?: string,
  address: string | null = "10.240.0.4",
): ApiNode {
  return {
    metadata: { name: "node1", labels },
    spec: podCIDR === undefined ? {} : { podCIDR },
    status: {
      addresses: [
        { type: "Hostname", address: "node1" },
        ...(address === null ? [] : [{ type: "InternalIP", address }]),
      ],
    },
  };
}

describe("the address that a node's own pods see", () => {
  test.each([
    { model: "kubenet's bridge", labels: {}, podCIDR: "10.244.2.0/24", seen: "10.244.2.1" },
    { model: "the node's own in overlay mode", labels: OVERLAY, podCIDR: undefined, seen: "10.240.0.4" },
    {
      model: "the node's own in overlay mode, though a range is told",
      labels: OVERLAY,
      podCIDR: "10.244.2.0/24",
      seen: "10.240.0.4",
    },
    { model: "the node's own without a range", labels: {}, podCIDR: undefined, seen: "10.240.0.4" },
  ])("is $model", ({ labels, podCIDR, seen }) => {
    expect(nodeFacts(node(labels, podCIDR))).toEqual([
      { name: "node1", address: "10.240.0.4", zone: "", podSideAddress: seen },
    ]);
  });
});

describe("a node's zone", () => {
  test.each([
    { label: "westeurope-2", zone: "westeurope-2" },
    { label: "local-1", zone: "local-1" },
    // As the cloud provider labels nodes outside zones: a fault domain's number.
    { label: "0", zone: "" },
    { label: "", zone: "" },
  ])("of the label '$label' is '$zone'", ({ label, zone }) => {
    expect(nodeFacts(node({ [ZONE]: label }))[0]?.zone).toBe(zone);
  });
});

test("a node without an address is none yet", () => {
  expect(nodeFacts(node({}, "10.244.2.0/24", null))).toEqual([]);
});

test.each(["true", "", "false"])("a node with the label that keeps it out of load balancers: %j", (value) => {
  const labels = { "node.kubernetes.io/exclude-from-external-load-balancers": value };
  expect(nodeFacts(node(labels))[0]?.leftOut).toBe(true);
  expect(nodeFacts(node({}))[0]).not.toHaveProperty("leftOut");
});
