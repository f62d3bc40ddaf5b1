/** How pods get their addresses on AKS: kubenet's routes, or Azure CNI in overlay mode. */
export type NetworkModel = "kubenet" | "overlay";

export type NetworkPolicy = "none" | "calico" | "azure" | "cilium";

/** What an AKS cluster and its surroundings are to be. Plain data, checked. */
export interface AksSpec {
  /** The lab's name; it ends up in names and tags. */
  readonly name: string;
  /** The region of the cluster, such as `westeurope`. */
  readonly location: string;
  readonly networkModel: NetworkModel;
  readonly networkPolicy: NetworkPolicy;
  readonly nodeCount: number;
  /** Zone numbers, e.g. `["1", "2"]`. */
  readonly zones: readonly string[];
  readonly vmSize: string;
  /** Minor or full version, `1.35` or `1.35.1`. */
  readonly kubernetesVersion: string;
  readonly vnetCidr: string;
  /** The nodes' subnet, inside `vnetCidr`. */
  readonly subnetCidr: string;
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly dnsServiceIP: string;
  /** Who may reach the API server and the frontend IP: public networks such as `203.0.113.7/32`; at least one. */
  readonly allowedSourceRanges: readonly string[];
  /** Client containers beside the machine that runs the lab. */
  readonly clients: number;
  /** The region of the client containers: another one, so that their way is another one. */
  readonly clientsLocation: string;
  readonly images: { readonly testapp: string; readonly nodeDebugger: string; readonly client: string };
  /** The public key that may log in to the debug pods, as a line of authorized_keys. */
  readonly sshPublicKey: string;
  readonly owner: string;
  /** ISO 8601 with a zone, such as `2026-12-01T18:00:00Z`: when the lab should be gone. */
  readonly expiresAt: string;
}
