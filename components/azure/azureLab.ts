import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import type { AksSpec } from "../../config/aksSpec";
import { CLUSTER_NAME, resourceGroupName } from "../../config/azure/names";
import type { LabCluster } from "../labCluster";
import { AksCluster } from "./aksCluster";
import { LabClients } from "./labClients";
import { LabNetwork } from "./labNetwork";
import { labTags } from "./labTags";
import type { ContainerClient } from "./place";

/** A lab on Azure: one resource group with the cluster, its network and the clients. */
export function azureLab(spec: AksSpec): LabCluster {
  const group = new ResourceGroup(
    "group",
    { resourceGroupName: resourceGroupName(spec.name), location: spec.location, tags: labTags(spec) },
    { deleteBeforeReplace: true },
  );
  const inGroup = { spec, resourceGroupName: group.name };
  const network = new LabNetwork("network", inGroup);
  const cluster = new AksCluster("cluster", { ...inGroup, network });
  const { clients } = new LabClients("clients", inGroup);

  return {
    kubeconfig: cluster.kubeconfig,
    inside: cluster.inside,
    images: pulumi.output(spec.images),
    sshPublicKey: spec.sshPublicKey,
    allowedSourceRanges: clients.apply((all) => [...spec.allowedSourceRanges, ...all.map(asRange)]),
    nodes: null,
    clients,
    azure: pulumi.output({
      subscriptionId: cluster.subscriptionId,
      resourceGroup: group.name,
      nodeResourceGroup: cluster.nodeResourceGroup,
      clusterName: CLUSTER_NAME,
      location: spec.location,
      networkModel: spec.networkModel,
      vmSize: spec.vmSize,
      nodeCount: spec.nodeCount,
      owner: spec.owner,
      expiresAt: spec.expiresAt,
    }),
  };
}

function asRange({ address }: ContainerClient): string {
  return `${address}/32`;
}
