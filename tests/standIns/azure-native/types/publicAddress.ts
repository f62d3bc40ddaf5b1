import { asText, resourceId, type ArmType } from "../armType";
import { invalidReference } from "../armError";
import { among, list, number, object, text } from "../shape";
import { NETWORK_NAME, TAGS } from "./network";

export const PUBLIC_IP_ADDRESS: ArmType = {
  type: "Microsoft.Network/publicIPAddresses",
  apiVersion: "2024-05-01",
  path: ["resourceGroupName", "publicIpAddressName"],
  autoName: "random",
  shape: object({
    publicIpAddressName: text(NETWORK_NAME, 80),
    publicIPAllocationMethod: among("Static", "Dynamic"),
    publicIPAddressVersion: among("IPv4", "IPv6"),
    sku: object({ name: among("Basic", "Standard"), tier: among("Regional", "Global") }),
    idleTimeoutInMinutes: number(4, 30),
    zones: list(text()),
    tags: TAGS,
  }),
  located: true,
  forceNew: ["location", "publicIPAddressVersion", "sku"],
  id: ({ resourceGroupName, publicIpAddressName }, azure) =>
    resourceId(
      azure,
      resourceGroupName,
      "Microsoft.Network",
      "publicIPAddresses",
      asText(publicIpAddressName),
    ),
  rules: ({ sku, publicIPAllocationMethod }) => {
    const { name = "Basic" } = (sku ?? {}) as { name?: string };
    if (name === "Basic")
      return [
        "IPv4BasicSkuPublicIpCountLimitReached: no Basic public IP address can be made since 2025-09-30",
      ];
    return publicIPAllocationMethod === "Static"
      ? []
      : ["Standard sku publicIp must have AllocationMethod set to Static"];
  },
  outputs: (_inputs, _id, { subscription }, live) => ({
    provisioningState: "Succeeded",
    ipAddress: live?.ipAddress ?? `203.0.113.${100 + subscription.ofType(PUBLIC_IP_ADDRESS.type).length}`,
  }),
};

export const NAT_GATEWAY: ArmType = {
  type: "Microsoft.Network/natGateways",
  apiVersion: "2024-05-01",
  path: ["resourceGroupName", "natGatewayName"],
  autoName: "random",
  shape: object({
    natGatewayName: text(NETWORK_NAME, 80),
    sku: object({ name: among("Standard") }),
    publicIpAddresses: list(object({ id: text() }, "id")),
    idleTimeoutInMinutes: number(4, 120),
    zones: list(text()),
    tags: TAGS,
  }),
  located: true,
  forceNew: ["location"],
  id: ({ resourceGroupName, natGatewayName }, azure) =>
    resourceId(azure, resourceGroupName, "Microsoft.Network", "natGateways", asText(natGatewayName)),
  rules: ({ sku }) => (sku === undefined ? ["NatGatewaySkuRequired: a NAT gateway needs its sku"] : []),
  outputs: () => ({ provisioningState: "Succeeded" }),
  beforeCreate: ({ publicIpAddresses = [] }, id, { subscription }) => {
    for (const { id: address } of publicIpAddresses as readonly { id: string }[])
      if (subscription.get(address) === undefined) throw invalidReference(address, id);
  },
};
