import { isObject, UNKNOWN, type Properties, type Value } from "../../../../local/provider/protocol/value";
import { ArmError, invalidReference } from "../armError";
import { asText, resourceId, type ArmType, type Azure } from "../armType";
import { cidr, isCidr, overlap, REFUSED_BY_VNET } from "../cidr";
import { boolean, list, map, object, text } from "../shape";

const PROVIDER = "Microsoft.Network";
export const NETWORK_NAME = /^[A-Za-z0-9]([-\w.]*\w)?$/;
export const TAGS = map(text(undefined, 256));

/** Its subnets are always standalone resources here. */
export const VIRTUAL_NETWORK: ArmType = {
  type: "Microsoft.Network/virtualNetworks",
  apiVersion: "2024-05-01",
  path: ["resourceGroupName", "virtualNetworkName"],
  autoName: "random",
  shape: object(
    {
      virtualNetworkName: text(NETWORK_NAME, 64),
      addressSpace: object({ addressPrefixes: list(text()) }, "addressPrefixes"),
      enableDdosProtection: boolean,
      enableVmProtection: boolean,
      tags: TAGS,
    },
    "addressSpace",
  ),
  located: true,
  forceNew: ["location"],
  id: (inputs, azure) =>
    resourceId(
      azure,
      inputs.resourceGroupName,
      PROVIDER,
      "virtualNetworks",
      asText(inputs.virtualNetworkName),
    ),
  rules: (inputs) =>
    prefixesOf(inputs)
      .filter(isKnown)
      .flatMap((prefix) => {
        if (!isCidr(prefix)) return [`Address prefix ${prefix} is not formatted correctly`];
        return REFUSED_BY_VNET.some((refused) => overlap(refused, cidr(prefix)))
          ? [`Address prefix ${prefix} overlaps a range that no virtual network may use`]
          : [];
      }),
  outputs: () => ({ provisioningState: "Succeeded" }),
  derived: (id, azure) => ({ subnets: subnetsOf(azure, id).map((subnet) => ({ id: subnet.id })) }),
  beforeDelete: (id, azure) => {
    for (const subnet of subnetsOf(azure, id)) refuseUsed(azure, subnet.id);
  },
};

/** Only the association with the network is checked here; who uses a subnet is for the users to say. */
export const SUBNET: ArmType = {
  type: "Microsoft.Network/virtualNetworks/subnets",
  apiVersion: "2024-05-01",
  path: ["resourceGroupName", "virtualNetworkName", "subnetName"],
  autoName: "copy",
  shape: object({
    subnetName: text(NETWORK_NAME, 80),
    name: text(NETWORK_NAME, 80),
    addressPrefix: text(),
    addressPrefixes: list(text()),
    routeTable: object({ id: text() }),
    natGateway: object({ id: text() }),
    networkSecurityGroup: object({ id: text() }),
    delegations: list(object({ name: text(), serviceName: text() }, "name", "serviceName")),
    defaultOutboundAccess: boolean,
    privateEndpointNetworkPolicies: text(),
    privateLinkServiceNetworkPolicies: text(),
    serviceEndpoints: list(object({ service: text(), locations: list(text()) })),
  }),
  located: false,
  forceNew: [],
  id: ({ resourceGroupName, virtualNetworkName, subnetName }, azure) =>
    resourceId(
      azure,
      resourceGroupName,
      PROVIDER,
      "virtualNetworks",
      asText(virtualNetworkName),
      "subnets",
      asText(subnetName),
    ),
  rules: (inputs) =>
    prefixesOfSubnet(inputs)
      .filter(isKnown)
      .filter((prefix) => !isCidr(prefix) || (cidr(prefix)?.subnetMask ?? 0) > 29)
      .map((prefix) => `Subnet prefix ${prefix} is not a network from /2 to /29`),
  outputs: () => ({ provisioningState: "Succeeded" }),
  derived: (id, azure) => ({ ipConfigurations: usersOf(azure, id).map((user) => ({ id: user })) }),
  beforeCreate: fit,
  beforeUpdate: (_, news, id, azure) => {
    fit(news, id, azure);
  },
  beforeDelete: (id, azure) => {
    refuseUsed(azure, id);
  },
};

function fit(inputs: Properties, id: string, azure: Azure): void {
  const { subscription } = azure;
  const networkId = id.slice(0, id.lastIndexOf("/subnets/"));
  const network = subscription.get(networkId);
  if (network === undefined)
    throw new ArmError(404, "ParentResourceNotFound", `Failed to find the parent resource '${networkId}'.`);
  const [name, owner] = [id.split("/").at(-1), networkId.split("/").at(-1)];
  for (const prefix of prefixesOfSubnet(inputs).map(cidr)) {
    const inside = prefixesOf(network.properties).some((space) => {
      const around = cidr(space);
      return around !== undefined && prefix?.isInSubnet(around) === true;
    });
    const message = `Subnet '${name}' is not valid in virtual network '${owner}'.`;
    if (!inside) throw new ArmError(400, "NetcfgInvalidSubnet", message);
    const others = subnetsOf(azure, networkId).filter((other) => other.id.toLowerCase() !== id.toLowerCase());
    if (others.some((other) => prefixesOfSubnet(other.properties).some((it) => overlap(prefix, cidr(it)))))
      throw new ArmError(
        400,
        "NetcfgSubnetRangesOverlap",
        `Subnet '${name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${owner}'.`,
      );
  }
  for (const key of ["routeTable", "natGateway", "networkSecurityGroup"]) {
    const wanted = (inputs[key] as { id?: string } | undefined)?.id;
    if (wanted !== undefined && subscription.get(wanted) === undefined) throw invalidReference(wanted, id);
  }
}

function refuseUsed(azure: Azure, id: string): void {
  const [user] = usersOf(azure, id);
  if (user === undefined) return;
  const message = `Subnet ${String(id.split("/").at(-1))} is in use by ${user} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet.`;
  throw new ArmError(400, "InUseSubnetCannotBeDeleted", message);
}

/** Clusters with nodes in a subnet, and container groups. */
function usersOf({ subscription }: Azure, subnetId: string): string[] {
  const same = (id: Value | undefined): boolean =>
    typeof id === "string" && id.toLowerCase() === subnetId.toLowerCase();
  return subscription.all().flatMap(({ id, properties }) => {
    const { agentPoolProfiles = [], subnetIds = [] } = properties as {
      agentPoolProfiles?: readonly { vnetSubnetID?: string }[];
      subnetIds?: readonly { id: string }[];
    };
    const used = [...agentPoolProfiles.map((pool) => pool.vnetSubnetID), ...subnetIds.map((it) => it.id)];
    return used.some(same) ? [id] : [];
  });
}

function subnetsOf({ subscription }: Azure, networkId: string) {
  return subscription.below(networkId).filter(({ type }) => type === SUBNET.type);
}

function prefixesOf({ addressSpace }: Properties): readonly string[] {
  return isObject(addressSpace) ? texts(addressSpace.addressPrefixes) : [];
}

export function prefixesOfSubnet({ addressPrefix, addressPrefixes }: Properties): readonly string[] {
  return [...texts([addressPrefix ?? null]), ...texts(addressPrefixes)];
}

function texts(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Value[]).filter((item) => typeof item === "string") : [];
}

const isKnown = (value: string): boolean => value !== UNKNOWN;
