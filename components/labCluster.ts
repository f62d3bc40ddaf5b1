import type * as pulumi from "@pulumi/pulumi";
import type { LabConfig } from "../config/labConfig";
import type { ClientInfo, NodeInfo } from "../local/spec";
import type { AzurePlace, ContainerClient } from "./azure/place";
import { LocalCluster } from "./localCluster";

/** A Kubernetes cluster behind a load balancer, wherever it stands, and what is needed to put the lab into it. */
export interface LabCluster {
  /** The administrator's kubeconfig; secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Options for components that live in the cluster: made through its API, and gone when it goes. */
  readonly inside: pulumi.ComponentResourceOptions;
  readonly images: pulumi.Output<{ readonly testapp: string; readonly nodeDebugger: string }>;
  /** The key that may log in to the debug pods, as a line of authorized_keys. */
  readonly sshPublicKey: pulumi.Input<string>;
  /** Who may reach the frontend IP, as networks; all may where it is left out. */
  readonly allowedSourceRanges?: pulumi.Input<pulumi.Input<string>[]>;
  /** `null` where only the Kubernetes API knows them. */
  readonly nodes: pulumi.Output<readonly NodeInfo[]> | null;
  /** Machines outside the virtual network to send from. */
  readonly clients: pulumi.Output<readonly (ClientInfo | ContainerClient)[]>;
  /** Where on Azure it is; `null` elsewhere. */
  readonly azure: pulumi.Output<AzurePlace> | null;
}

/** The cluster that the stack's configuration asks for. */
export function labCluster(config: LabConfig): LabCluster {
  if (config.target === "local") return new LocalCluster("cluster", config.cluster);
  // The Azure SDK takes longer to load than all the rest of a local stack's program, which has no use for it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { azureLab } = require("./azure/azureLab") as typeof import("./azure/azureLab");
  return azureLab(config.cluster);
}
