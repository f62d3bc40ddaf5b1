/** How the load balancer picks the node, in Azure's REST words: a hash of five values or of two. */
export type LoadDistribution = "Default" | "SourceIP";

/** A load balancing rule as `az network lb rule list` prints it, reduced to what the lab emulates. */
export interface LoadBalancingRule {
  readonly name: string;
  readonly protocol: "Tcp";
  readonly frontendIPAddress: string;
  readonly frontendPort: number;
  readonly backendPort: number;
  readonly enableFloatingIP: boolean;
  readonly enableTcpReset: boolean;
  readonly idleTimeoutInMinutes: number;
  readonly loadDistribution: LoadDistribution;
}

/** A node in the backend pool; `healthy` is its health probe's word for the rule named. */
export interface BackendPoolMember {
  readonly node: string;
  readonly address: string;
}

/** All that the load balancer tells of itself as data. */
export interface LoadBalancerView {
  readonly rules: readonly LoadBalancingRule[];
  readonly backendPool: { readonly name: string; readonly members: readonly BackendPoolMember[] };
  /** For each rule's name the nodes that its health probe found up: those that new flows may go to. */
  readonly healthy: Readonly<Record<string, readonly string[]>>;
  /** For a rule's name the networks that new flows may come from; a rule that is missing takes them from everywhere. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
}
