import type { ManagedClusterArgs } from "@pulumi/azure-native/containerservice";
import type { containerservice } from "@pulumi/azure-native/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { AksSpec } from "../../config/aksSpec";
import { CLUSTER_NAME } from "../../config/azure/names";
import { labTags } from "./labTags";

export interface Surroundings {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly identityId: pulumi.Input<string>;
  readonly subnetId: pulumi.Input<string>;
  /** The cluster's name in the DNS; one of its region only may have it. */
  readonly dnsPrefix: pulumi.Input<string>;
}

/** The cluster of `az aks create` in the seed, with all that Azure would otherwise choose or leave open. */
export function managedClusterArgs(spec: AksSpec, place: Surroundings): ManagedClusterArgs {
  return {
    resourceGroupName: place.resourceGroupName,
    resourceName: CLUSTER_NAME,
    location: spec.location,
    tags: labTags(spec),
    sku: { name: "Base", tier: "Free" },
    dnsPrefix: place.dnsPrefix,
    kubernetesVersion: spec.kubernetesVersion,
    enableRBAC: true,
    identity: { type: "UserAssigned", userAssignedIdentities: [place.identityId] },
    apiServerAccessProfile: {
      authorizedIPRanges: [...spec.allowedSourceRanges],
      // Otherwise whoever may write to the cluster on Azure runs commands in it from anywhere.
      disableRunCommand: true,
    },
    // A lab's Kubernetes version is a setting of its experiments. Its nodes' system is not.
    autoUpgradeProfile: { upgradeChannel: "none", nodeOSUpgradeChannel: "NodeImage" },
    agentPoolProfiles: [agentPool(spec, place.subnetId)],
    networkProfile: networkProfile(spec),
  };
}

function agentPool(
  spec: AksSpec,
  subnetId: pulumi.Input<string>,
): containerservice.ManagedClusterAgentPoolProfileArgs {
  return {
    name: "nodepool1",
    mode: "System",
    // The only type that spreads over zones.
    type: "VirtualMachineScaleSets",
    osType: "Linux",
    count: spec.nodeCount,
    vmSize: spec.vmSize,
    availabilityZones: [...spec.zones].sort(),
    vnetSubnetID: subnetId,
    // Without it an upgrade leaves the nodes where they are.
    orchestratorVersion: spec.kubernetesVersion,
    enableNodePublicIP: false,
    // The cluster's own do not reach what costs most: the nodes, their disks and interfaces.
    tags: labTags(spec),
  };
}

function networkProfile(spec: AksSpec): containerservice.ContainerServiceNetworkProfileArgs {
  const { networkModel, networkPolicy, podCidr, serviceCidr, dnsServiceIP } = spec;
  return {
    ...(networkModel === "kubenet"
      ? { networkPlugin: "kubenet" }
      : { networkPlugin: "azure", networkPluginMode: "overlay" }),
    ...(networkPolicy !== "none" && { networkPolicy }),
    ...(networkPolicy === "cilium" && { networkDataplane: "cilium" }),
    // All three: for one that is left out the SDK puts in a default, which need not fit the others.
    podCidr,
    serviceCidr,
    dnsServiceIP,
    loadBalancerSku: "standard",
    outboundType: "loadBalancer",
  };
}
