/** A node, reduced to what a path's reader needs. */
export interface NodeFacts {
  readonly name: string;
  /** Its address on eth0, the one that SNAT toward other nodes uses. */
  readonly address: string;
  /** `<location>-<zone>`; empty outside zones. */
  readonly zone: string;
  /** The address that SNAT toward its own pods uses: kubenet's bridge, or where there is none the node's own. */
  readonly podSideAddress: string;
  /** Its label keeps it out of every load balancer's backend pool. */
  readonly leftOut?: true;
}

/** A ready pod of the Service. */
export interface PodFacts {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly node: string;
}

export type SessionAffinity = "None" | "ClientIP";
export type ExternalTrafficPolicy = "Cluster" | "Local";

export interface ServiceFacts {
  readonly namespace: string;
  readonly name: string;
  /** Empty where the port has no name. */
  readonly portName: string;
  readonly port: number;
  readonly frontendIP: string;
  /** The Service's address within the cluster. */
  readonly clusterIP: string;
  readonly sessionAffinity: SessionAffinity;
  readonly externalTrafficPolicy: ExternalTrafficPolicy;
}

/** The cluster at one moment. */
export interface ClusterFacts {
  readonly nodes: readonly NodeFacts[];
  readonly pods: readonly PodFacts[];
  readonly service: ServiceFacts;
}

/** The nodes that may be an entry node: those of the backend pool; with the policy Local only those with a pod pass their health probe. */
export function entryNodeCandidates({ nodes, pods, service }: ClusterFacts): readonly NodeFacts[] {
  const pool = nodes.filter(({ leftOut }) => leftOut !== true);
  if (service.externalTrafficPolicy === "Cluster") return pool;
  return pool.filter(({ name }) => pods.some(({ node }) => node === name));
}
