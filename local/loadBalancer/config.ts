import type { BackendPoolMember } from "./rule";

/** What the load balancer is told when it starts, as JSON in a file of its own. */
export interface LoadBalancerConfig {
  /** Path of its kubeconfig, with the certificates in it. */
  readonly kubeconfig: string;
  /** Where the `LoadBalancerView` is written, anew at each change. */
  readonly viewFile: string;
  /** The public addresses it gives out, as a CIDR; the first ten stay free as if others had them. */
  readonly frontendPrefix: string;
  /** The router's interface to the nodes. */
  readonly vnetInterface: string;
  /** Every node the lab has; a node's place in the list decides its mark, its route table and its source ports. */
  readonly members: readonly BackendPoolMember[];
  /** Azure's 168.63.129.16, an address of the router itself. */
  readonly probeSource: string;
  /** Cloud-provider-azure calls the pool like the cluster, and AKS calls that "kubernetes". */
  readonly poolName: string;
  /** 32 bits that start the hash; the same seed sends the same flow to the same node. */
  readonly hashSeed: number;
}
