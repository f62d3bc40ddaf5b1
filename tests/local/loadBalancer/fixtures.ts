import type { NodeObject, ServiceObject } from "../../../local/loadBalancer/apiObjects";
import { balancedService, type BalancedService } from "../../../local/loadBalancer/balancedService";
import type { LoadBalancerConfig } from "../../../local/loadBalancer/config";
import type { Knowledge } from "../../../local/loadBalancer/model";
import type { LoadBalancerView } from "../../../local/loadBalancer/rule";

export const NODES = ["node1", "node2", "node3"] as const;
export const UID = "12345678-1234-1234-1234-123456789abc";
export const RULE = "a12345678123412341234123456789ab-TCP-80";

export const config: LoadBalancerConfig = {
  kubeconfig: "/lab/kubeconfigs/load-balancer",
  viewFile: "/lab/load-balancer.json",
  frontendPrefix: "203.0.113.0/24",
  vnetInterface: "vnet",
  members: NODES.map((node, index) => ({ node, address: `10.240.0.${4 + index}` })),
  probeSource: "168.63.129.16",
  poolName: "kubernetes",
  hashSeed: 0xdeadbeef,
};

export function serviceObject(
  spec: Partial<ServiceObject["spec"]> = {},
  metadata: Partial<ServiceObject["metadata"]> = {},
): ServiceObject {
  return {
    metadata: {
      uid: UID,
      name: "testapp",
      namespace: "testapp",
      resourceVersion: "1",
      creationTimestamp: "2026-01-01T00:00:00Z",
      ...metadata,
    },
    spec: { type: "LoadBalancer", ports: [{ port: 80, nodePort: 30080, protocol: "TCP" }], ...spec },
  };
}

export function nodeObject(name: string, ready: string, labels: Record<string, string> = {}): NodeObject {
  return {
    metadata: { uid: name, name, resourceVersion: "1", creationTimestamp: "", labels },
    status: { conditions: [{ type: "Ready", status: ready }] },
  };
}

export const service: BalancedService = balancedService(serviceObject());

/** Everything is well, every node has answered every question, and nothing has been opened yet. */
export function knowledge(changes: Partial<Knowledge> = {}): Knowledge {
  return {
    services: [service],
    members: config.members,
    verdict: () => "up",
    held: new Map(),
    published: new Map([[UID, "203.0.113.10"]]),
    reached: () => true,
    opened: new Map(),
    ...changes,
  };
}

export const EMPTY: LoadBalancerView = {
  rules: [],
  backendPool: { name: "kubernetes", members: [] },
  healthy: {},
  sources: {},
};
