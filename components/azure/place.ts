import type { NetworkModel } from "../../config/aksSpec";

/** Where a lab on Azure is and what it costs by: the stack's output `azure`. */
export interface AzurePlace {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** The group that AKS makes for the cluster's own resources, the load balancer among them. */
  readonly nodeResourceGroup: string;
  readonly clusterName: string;
  readonly location: string;
  readonly networkModel: NetworkModel;
  readonly vmSize: string;
  readonly nodeCount: number;
  readonly owner: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** A client that is a container of Azure Container Instances. */
export interface ContainerClient {
  /** What experiments call it: `client-b`; `client-a` is the machine that runs them. */
  readonly name: string;
  /** The address that its requests come from. */
  readonly address: string;
  readonly resourceGroup: string;
  readonly containerGroup: string;
  readonly container: string;
}
