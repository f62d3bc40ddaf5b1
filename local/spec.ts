/** What a local cluster is to be: everything that decides its nodes, networks and addresses. Plain data. */
export interface ClusterSpec {
  /** The lab's name; names its folder, its cgroups and its kubeconfig context. */
  readonly name: string;
  readonly nodeCount: number;
  /** Zone numbers as in Azure, e.g. `["1", "2"]`; node i is in zone i modulo their number. */
  readonly zones: readonly string[];
  /** The region in zone labels, as Azure writes them: `<location>-<zone>`. */
  readonly location: string;
  readonly vnetCidr: string;
  /** The nodes' subnet, inside `vnetCidr`. */
  readonly subnetCidr: string;
  /** Pod addresses, a /24 for each node, as kubenet gives them out. */
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly dnsServiceIP: string;
  /** How many machines outside the VNet there are to send from; at least 2. */
  readonly clients: number;
  /** The API server's port on 127.0.0.1 of the host; 0 takes a free one. */
  readonly apiServerPort: number;
}

/** One node as others need to know it. */
export interface NodeInfo {
  readonly name: string;
  /** Its address in the subnet: `eth0` of the node, and what Kubernetes calls its InternalIP. */
  readonly address: string;
  readonly zone: string;
  readonly podCidr: string;
}

/** A machine outside the VNet: a network namespace with its own public address. */
export interface ClientInfo {
  readonly name: string;
  readonly address: string;
}

/** A cluster that is up. */
export interface ClusterState {
  readonly spec: ClusterSpec;
  /** Another one for each start: two clusters of one name are told apart by it. */
  readonly instanceId: string;
  readonly apiServerPort: number;
  /** The administrator's kubeconfig as text; secret. */
  readonly kubeconfig: string;
  readonly nodes: readonly NodeInfo[];
  readonly clients: readonly ClientInfo[];
  /** The public half of the key that opens the debug pods' sshd; the private half stays in the lab's folder. */
  readonly sshPublicKey: string;
  /** References of the images the nodes hold. */
  readonly images: ImageReferences;
}

export interface ImageReferences {
  readonly testapp: string;
  readonly nodeDebugger: string;
  readonly pause: string;
}
