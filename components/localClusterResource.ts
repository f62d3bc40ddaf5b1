import * as pulumi from "@pulumi/pulumi";
import type { ClientInfo, ClusterSpec, ImageReferences, NodeInfo } from "../local/spec";

/** A {@link ClusterSpec} whose values may still be on their way. */
export type LocalClusterArgs = { readonly [K in keyof ClusterSpec]: pulumi.Input<ClusterSpec[K]> };

/** What the provider tells of a cluster beyond what it was asked for. */
const OUTPUTS = {
  instanceId: undefined,
  apiServerAddress: undefined,
  kubeconfig: undefined,
  nodes: undefined,
  sshPublicKey: undefined,
  images: undefined,
};

/** The cluster itself as the engine sees it: made, read and deleted by the provider in local/provider. */
export class LocalClusterResource extends pulumi.CustomResource {
  // Declared only: real fields would overwrite what the base class has put there.
  declare readonly kubeconfig: pulumi.Output<string>;
  /** Another one for each start. */
  declare readonly instanceId: pulumi.Output<string>;
  declare readonly nodes: pulumi.Output<readonly NodeInfo[]>;
  /** The machines; what was asked for is their number. */
  declare readonly clients: pulumi.Output<readonly ClientInfo[]>;
  declare readonly sshPublicKey: pulumi.Output<string>;
  declare readonly images: pulumi.Output<ImageReferences>;

  constructor(name: string, args: LocalClusterArgs, opts?: pulumi.CustomResourceOptions) {
    const secrets = { additionalSecretOutputs: ["kubeconfig"] };
    super("lab:index:LocalCluster", name, { ...args, ...OUTPUTS }, pulumi.mergeOptions(secrets, opts));
  }
}
