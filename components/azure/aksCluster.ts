import { getClientConfigOutput } from "@pulumi/azure-native/authorization";
import {
  listManagedClusterUserCredentialsOutput,
  ManagedCluster,
} from "@pulumi/azure-native/containerservice";
import { getUserAssignedIdentityOutput, UserAssignedIdentity } from "@pulumi/azure-native/managedidentity";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { RandomString } from "@pulumi/random/randomString";
import type { AksSpec } from "../../config/aksSpec";
import { CLUSTER_NAME, resourceGroupName as groupOf } from "../../config/azure/names";
import { NO_INPUTS } from "../noInputs";
import type { LabNetwork } from "./labNetwork";
import { labTags } from "./labTags";
import { managedClusterArgs } from "./managedClusterArgs";
import { grantNetwork } from "./networkRights";
import { identityOf, REPLACING } from "./unchangeable";

export interface AksClusterArgs {
  readonly spec: AksSpec;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly network: LabNetwork;
}

/** A cluster takes minutes, but a right that was just granted may take most of an hour until it is known everywhere. */
const TIMEOUTS = { create: "60m", update: "60m", delete: "60m" };

/** The managed cluster, its identity with what that may do, and a way in. */
export class AksCluster extends pulumi.ComponentResource {
  /** A kubeconfig of the cluster's administrator; secret. */
  readonly kubeconfig: pulumi.Output<string>;
  readonly subscriptionId: pulumi.Output<string>;
  /** The group that AKS makes for the cluster's own resources, the load balancer among them. */
  readonly nodeResourceGroup: pulumi.Output<string>;
  /** Options for components that live in the cluster: made through its API, and gone when it goes. */
  readonly inside: pulumi.ComponentResourceOptions;

  constructor(name: string, args: AksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("akslab:index:AksCluster", name, NO_INPUTS, opts);
    const { spec, resourceGroupName, network } = args;
    const child = { parent: this };

    this.subscriptionId = getClientConfigOutput(child).subscriptionId;
    const dnsPrefix = clusterDnsPrefix(name, spec, child);

    const { location } = spec;
    const identity = new UserAssignedIdentity(
      `${name}-identity`,
      { resourceGroupName, resourceName: `${CLUSTER_NAME}-identity`, location, tags: labTags(spec) },
      child,
    );
    // Asked for, because a preview that only changes the identity's tags would not know it, and show rights that are replaced.
    const { principalId } = getUserAssignedIdentityOutput(
      { resourceGroupName, resourceName: identity.name },
      { parent: this, dependsOn: [identity] },
    );
    const rights = grantNetwork(name, principalId, network, this.subscriptionId, child);

    const place = { resourceGroupName, identityId: identity.id, subnetId: network.subnet.id, dnsPrefix };
    const cluster = new ManagedCluster(`${name}-aks`, managedClusterArgs(spec, place), {
      parent: this,
      // Its inputs only name the identity; without its rights AKS would not get far.
      dependsOn: [...rights],
      replaceOnChanges: [...REPLACING],
      // Of one name there is one cluster, and of one subnet too. Nor does Azure delete a subnet with nodes in it.
      deleteBeforeReplace: true,
      replaceWith: [network.vnet, network.subnet],
      customTimeouts: TIMEOUTS,
    });
    // Azure has always chosen one by the time the cluster is there.
    this.nodeResourceGroup = cluster.nodeResourceGroup.apply((group) => group ?? "");

    this.kubeconfig = kubeconfigOf(cluster, resourceGroupName, this);
    const provider = new Provider(
      `${name}-kubernetes`,
      {
        kubeconfig: this.kubeconfig,
        // Another one for another cluster, and already known while that one is being made: what is in the cluster is then
        // replaced after it. By an unknown kubeconfig the engine would take it all apart first, and fail (docs/decisions.md).
        clusterIdentifier: dnsPrefix,
        // Not deleteUnreachable: a cluster out of reach is one whose user has another address, or one that is stopped. After
        // `az group delete`, docs/azure.md sets PULUMI_K8S_DELETE_UNREACHABLE for one refresh.
      },
      child,
    );
    // The resource, not this component: a replaced cluster takes its contents along, and the component stays.
    this.inside = { providers: [provider], deletedWith: cluster };
    this.registerOutputs({ kubeconfig: this.kubeconfig, nodeResourceGroup: this.nodeResourceGroup });
  }
}

/** A name that no other cluster of the region has, and another one for another cluster. */
function clusterDnsPrefix(
  name: string,
  spec: AksSpec,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const suffix = new RandomString(
    `${name}-suffix`,
    { length: 6, special: false, upper: false, keepers: identityOf(spec) },
    opts,
  );
  return pulumi.interpolate`${groupOf(spec.name)}-${suffix.result}`;
}

/** What `az aks get-credentials` gets. */
function kubeconfigOf(
  cluster: ManagedCluster,
  resourceGroupName: pulumi.Input<string>,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const credentials = listManagedClusterUserCredentialsOutput(
    { resourceGroupName, resourceName: cluster.name },
    { parent, dependsOn: [cluster] },
  );
  const decoded = credentials.kubeconfigs.apply((kubeconfigs) => {
    const [first] = kubeconfigs;
    if (first === undefined) throw new Error(`Azure gave no kubeconfig for ${CLUSTER_NAME}`);
    return Buffer.from(first.value, "base64").toString();
  });
  return pulumi.secret(decoded);
}
