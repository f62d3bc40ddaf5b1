import { asText } from "../armType";
import { ArmError, invalidReference } from "../armError";
import type { Azure } from "../armType";
import { cidr, overlap } from "../cidr";
import type { Properties } from "../../../../local/provider/protocol/value";
import type { Existing } from "../subscription";
import type { ClusterInputs } from "./clusterShape";
import { IDENTITY, isGranted } from "./identity";
import { prefixesOfSubnet, SUBNET } from "./network";

/** Azure keeps five addresses of a subnet, and an upgrade needs one node more. */
const KEPT = 6;

/** @throws ArmError when what a new cluster stands on is missing, taken, or closed to its identity. */
export function refusePlace(inputs: ClusterInputs, id: string, azure: Azure): void {
  const identity = identityOf(inputs, id, azure);
  const [pool] = inputs.agentPoolProfiles ?? [];
  if (pool?.vnetSubnetID === undefined) return;
  const subnet = azure.subscription.get(pool.vnetSubnetID);
  if (subnet?.type !== SUBNET.type) throw invalidReference(pool.vnetSubnetID, id);
  refuseRanges(inputs, subnet, azure);
  refuseRoom(pool.count ?? 1, subnet);
  if (inputs.networkProfile?.networkPlugin === "kubenet") refuseSharing(subnet, azure);
  refuseRights(inputs, identity, subnet, azure);
}

function identityOf({ identity }: ClusterInputs, id: string, azure: Azure): Existing | undefined {
  const [wanted] = identity?.userAssignedIdentities ?? [];
  if (identity?.type !== "UserAssigned") return undefined;
  if (wanted === undefined)
    throw new ArmError(400, "InvalidUserAssignedIdentity", "No user-assigned identity is given.");
  const existing = azure.subscription.get(wanted);
  if (existing?.type !== IDENTITY.type) throw invalidReference(wanted, id);
  return existing;
}

function refuseRights(
  { networkProfile }: ClusterInputs,
  identity: Existing | undefined,
  subnet: Existing,
  azure: Azure,
): void {
  const principal = asText(identity?.properties.principalId);
  const { routeTable } = subnet.properties as { routeTable?: { id: string } };
  if (networkProfile?.networkPlugin === "kubenet" && routeTable !== undefined) {
    if (identity === undefined) throw unsupportedIdentity();
    if (!isGranted(azure, routeTable.id, principal)) throw closedRouteTable(routeTable.id);
  }
  if (!isGranted(azure, subnet.id, principal)) throw closedSubnet(principal, subnet.id);
}

function unsupportedIdentity(): ArmError {
  const message =
    "Clusters using managed identity type SystemAssigned do not support bringing your own route table. Please see https://aka.ms/aks/customrt for more information";
  return new ArmError(400, "CustomRouteTableWithUnsupportedMSIType", message);
}

function closedRouteTable(id: string): ArmError {
  const message = `Managed identity or service principal must be given permission to read and write to custom route table ${id}. Please see https://aka.ms/aks/customrt for more information`;
  return new ArmError(400, "CustomRouteTableMissingPermission", message);
}

function closedSubnet(principal: string, id: string): ArmError {
  const message = `The client '${principal}' with object id '${principal}' does not have authorization to perform action 'Microsoft.Network/virtualNetworks/subnets/join/action' over scope '${id}'`;
  return new ArmError(403, "LinkedAuthorizationFailed", message);
}

function refuseRanges({ networkProfile }: ClusterInputs, subnet: Existing, { subscription }: Azure): void {
  const network = subscription.get(subnet.id.slice(0, subnet.id.lastIndexOf("/subnets/")));
  const { addressSpace } = network?.properties as { addressSpace: { addressPrefixes: readonly string[] } };
  for (const [code, range] of [
    ["ServiceCidrOverlapExistingSubnetsCidr", networkProfile?.serviceCidr],
    ["PodCidrOverlapExistingSubnetsCidr", networkProfile?.podCidr],
  ] as const) {
    if (!addressSpace.addressPrefixes.some((prefix) => overlap(cidr(prefix), cidr(range)))) continue;
    throw new ArmError(
      400,
      code,
      `The specified CIDR ${String(range)} is conflicted with an existing subnet CIDR ${prefixesOfSubnet(subnet.properties).join(", ")}`,
    );
  }
}

function refuseRoom(count: number, { id, properties }: Existing): void {
  const [mask = 32] = prefixesOfSubnet(properties).map((prefix) => cidr(prefix)?.subnetMask ?? 32);
  if (2 ** (32 - mask) - KEPT >= count) return;
  const message = `Pre-allocated IPs ${count + 1} exceeds IPs available in Subnet ${id}.`;
  throw new ArmError(400, "InsufficientSubnetSize", message);
}

function refuseSharing(subnet: Existing, { subscription }: Azure): void {
  const users = subscription.all().filter(({ type, properties }) => {
    const { agentPoolProfiles = [] } = properties as { agentPoolProfiles?: { vnetSubnetID?: string }[] };
    const here = agentPoolProfiles.some((it) => it.vnetSubnetID?.toLowerCase() === subnet.id.toLowerCase());
    return type === "Microsoft.ContainerService/managedClusters" && here;
  });
  if (users.length === 0) return;
  const message = `Subnet ${subnet.id} is used by another kubenet cluster.`;
  throw new ArmError(400, "SubnetInUseByAnotherKubenetCluster", message);
}

export function asCluster(inputs: Properties): ClusterInputs {
  return inputs as unknown as ClusterInputs;
}
