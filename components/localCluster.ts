import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { ClientInfo, ImageReferences, NodeInfo } from "../local/spec";
import type { LabCluster } from "./labCluster";
import { LocalClusterResource, type LocalClusterArgs } from "./localClusterResource";
import { NO_INPUTS } from "./noInputs";

/** A Kubernetes cluster on this machine, its nodes behind an emulated Azure load balancer, and a way into it. */
export class LocalCluster extends pulumi.ComponentResource implements LabCluster {
  /** The administrator's kubeconfig; secret. */
  readonly kubeconfig: pulumi.Output<string>;
  readonly nodes: pulumi.Output<readonly NodeInfo[]>;
  /** Machines outside the virtual network. */
  readonly clients: pulumi.Output<readonly ClientInfo[]>;
  /** Whose private half opens the debug pods' sshd. */
  readonly sshPublicKey: pulumi.Output<string>;
  readonly images: pulumi.Output<ImageReferences>;
  /** Options for components that live in the cluster: made through its API, and gone when it goes. */
  readonly inside: pulumi.ComponentResourceOptions;
  readonly azure = null;

  constructor(name: string, args: LocalClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("akslab:index:LocalCluster", name, NO_INPUTS, opts);

    const cluster = new LocalClusterResource(`${name}-lab`, args, { parent: this });
    this.kubeconfig = pulumi.secret(cluster.kubeconfig);
    const provider = new Provider(
      `${name}-kubernetes`,
      {
        kubeconfig: this.kubeconfig,
        // A cluster started anew holds nothing of what was in the one before, though its address may be the same.
        clusterIdentifier: cluster.instanceId,
        // What was in a cluster that is no more is gone, not unreachable.
        deleteUnreachable: true,
      },
      { parent: this },
    );

    this.nodes = cluster.nodes;
    this.clients = cluster.clients;
    this.sshPublicKey = cluster.sshPublicKey;
    this.images = cluster.images;
    // The resource, not this component: a replaced cluster takes its contents along, and the component stays.
    this.inside = { providers: [provider], deletedWith: cluster };
    this.registerOutputs({ kubeconfig: this.kubeconfig, nodes: this.nodes, clients: this.clients });
  }
}
