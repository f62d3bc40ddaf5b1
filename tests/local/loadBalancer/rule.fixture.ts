import type { LoadBalancingRule } from "../../../local/loadBalancer/rule";

/** A rule as AKS has Azure make it for a Service with one port and no session affinity. */
export const AKS_RULE: LoadBalancingRule = {
  name: "a1-TCP-80",
  protocol: "Tcp",
  frontendIPAddress: "20.0.0.2",
  frontendPort: 80,
  backendPort: 80,
  enableFloatingIP: true,
  enableTcpReset: true,
  idleTimeoutInMinutes: 4,
  loadDistribution: "Default",
};
