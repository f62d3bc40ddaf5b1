import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../../../local/provider/protocol/value";
import { ArmError, changeNotAllowed } from "../armError";
import { asText, groupId, resourceId, type ArmType, type Azure } from "../armType";
import { dropAks, keepAks, nodeGroupOf } from "./aks";
import { asCluster, refusePlace } from "./clusterPlace";
import { clusterRules } from "./clusterRules";
import { CLUSTER_SHAPE, type AgentPool, type ClusterInputs } from "./clusterShape";
import { IDENTITY } from "./identity";

export const MANAGED_CLUSTER: ArmType = {
  type: "Microsoft.ContainerService/managedClusters",
  apiVersion: "2025-09-01",
  path: ["resourceGroupName", "resourceName"],
  autoName: "random",
  shape: CLUSTER_SHAPE,
  located: true,
  // Not agentPoolProfiles: their changes are tried in place, and Azure refuses most of them.
  forceNew: ["location", "dnsPrefix", "nodeResourceGroup", "networkProfile", "linuxProfile"],
  id: ({ resourceGroupName, resourceName }, azure) =>
    resourceId(
      azure,
      resourceGroupName,
      "Microsoft.ContainerService",
      "managedClusters",
      asText(resourceName),
    ),
  rules: clusterRules,
  outputs: (inputs, id, azure) => outputs(inputs, id, azure),
  beforeCreate: (inputs, id, azure) => {
    const group = nodeGroupOf(inputs, id.split("/").at(-1) ?? "");
    refuseNodeGroup(group, azure);
    refusePlace(asCluster(inputs), id, azure);
  },
  beforeUpdate: (olds, news) => {
    refuseChange(asCluster(olds), asCluster(news));
  },
  afterChange: keepAks,
  afterDelete: (_, olds, azure) => {
    dropAks(olds, azure);
  },
};

function outputs(inputs: Properties, id: string, azure: Azure): Properties {
  const {
    dnsPrefix,
    location,
    kubernetesVersion = "1.35",
    identity,
    agentPoolProfiles = [],
  } = asCluster(inputs);
  const version = kubernetesVersion.split(".").length === 2 ? `${kubernetesVersion}.4` : kubernetesVersion;
  return {
    provisioningState: "Succeeded",
    powerState: { code: "Running" },
    currentKubernetesVersion: version,
    fqdn: `${String(dnsPrefix)}-a1b2c3d4.hcp.${location}.azmk8s.io`,
    maxAgentPools: 100,
    nodeResourceGroup: nodeGroupOf(inputs, id.split("/").at(-1) ?? ""),
    identity: identityTold(identity, azure),
    agentPoolProfiles: agentPoolProfiles.map((pool) => ({ ...filledIn(version), ...pool })),
    networkProfile: {
      networkPolicy: "none",
      loadBalancerSku: "standard",
      ipFamilies: ["IPv4"],
      ...(inputs.networkProfile as Properties | undefined),
    },
  };
}

/** What AKS decides where a program leaves it open. */
function filledIn(version: string): Properties {
  return {
    count: 1,
    maxPods: 110,
    osDiskSizeGB: 128,
    osDiskType: "Managed",
    osType: "Linux",
    osSKU: "Ubuntu",
    enableFIPS: false,
    currentOrchestratorVersion: version,
    nodeImageVersion: "AKSUbuntu-2204gen2containerd-202611.01.0",
    provisioningState: "Succeeded",
    powerState: { code: "Running" },
  };
}

/** Azure has the identities as a map, the program as a list. */
function identityTold(identity: ClusterInputs["identity"], { subscription }: Azure): Properties | undefined {
  if (identity === undefined) return undefined;
  const ids = identity.userAssignedIdentities ?? [];
  const existing = subscription.ofType(IDENTITY.type);
  const entries = ids.map((id) => {
    const found = existing.find((it) => it.id.toLowerCase() === id.toLowerCase())?.properties;
    return [id, { clientId: found?.clientId, principalId: found?.principalId }] as const;
  });
  return { type: identity.type, userAssignedIdentities: Object.fromEntries(entries) };
}

function refuseNodeGroup(group: string, azure: Azure): void {
  if (group.length > 80)
    throw new ArmError(
      400,
      "InvalidParameter",
      `The length of the node resource group name is too long. The maximum length is 80 and the length of the value provided is ${group.length}.`,
    );
  if (azure.subscription.get(groupId(azure, group)) === undefined) return;
  const message = `The node resource group '${group}' exists already.`;
  throw new ArmError(409, "NodeResourceGroupAlreadyExists", message);
}

const CHANGEABLE = [
  "count",
  "mode",
  "nodeLabels",
  "nodeTaints",
  "tags",
  "upgradeSettings",
  "orchestratorVersion",
];

function refuseChange(olds: ClusterInputs, news: ClusterInputs): void {
  if (!isDeepStrictEqual(olds.networkProfile, news.networkProfile))
    throw changeNotAllowed("properties.networkProfile");
  if (!isDeepStrictEqual(olds.identity, news.identity)) throw changeNotAllowed("identity");
  const before = new Map((olds.agentPoolProfiles ?? []).map((pool) => [pool.name, pool]));
  for (const pool of news.agentPoolProfiles ?? []) {
    const old = before.get(pool.name);
    if (old === undefined) throw newPool(pool.name);
    refusePoolChange(old, pool);
  }
}

function refusePoolChange(old: AgentPool, pool: AgentPool): void {
  const [before, after] = [old, pool] as unknown as Readonly<Record<string, unknown>>[];
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  for (const key of keys)
    if (!CHANGEABLE.includes(key) && !isDeepStrictEqual(before?.[key], after?.[key]))
      throw changeNotAllowed(`agentPoolProfile.${key}`);
}

function newPool(name: string): ArmError {
  const message = `A new agent pool was introduced. Adding agent pools to an existing cluster is not allowed through managed cluster operations. For agent pool specific change, please use per agent pool operations: ${name}`;
  return new ArmError(400, "NotAllowed", message);
}
