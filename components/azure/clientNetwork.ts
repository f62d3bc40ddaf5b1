import { NatGateway, PublicIPAddress, Subnet, VirtualNetwork } from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";

export interface Place {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: string;
  readonly tags: Record<string, string>;
}

export interface ClientNetwork {
  readonly subnetId: pulumi.Output<string>;
  /** The one address that all its connections come from. */
  readonly address: pulumi.Output<string>;
}

/** No other network ever reaches it, so every client's may be the same. */
const ADDRESSES = "10.241.0.0/24";

/**
 * A network for one container group, with a way out and none in. Azure does not tell from which address a group with a public IP
 * connects, and it is not that one; behind a NAT gateway, the only way out of a virtual network, it is the gateway's. Each client
 * has all of its own: another address, and no two writes to one network at a time, which Azure refuses.
 */
export function clientNetwork(name: string, place: Place, opts: pulumi.CustomResourceOptions): ClientNetwork {
  const { resourceGroupName } = place;
  const publicIp = new PublicIPAddress(
    `${name}-ip`,
    {
      ...place,
      publicIpAddressName: `${name}-ip`,
      sku: { name: "Standard" },
      publicIPAddressVersion: "IPv4",
      publicIPAllocationMethod: "Static",
    },
    opts,
  );
  const gateway = new NatGateway(
    `${name}-nat`,
    {
      ...place,
      natGatewayName: `${name}-nat`,
      sku: { name: "Standard" },
      publicIpAddresses: [{ id: publicIp.id }],
    },
    opts,
  );
  const vnet = new VirtualNetwork(
    `${name}-vnet`,
    { ...place, virtualNetworkName: `${name}-vnet`, addressSpace: { addressPrefixes: [ADDRESSES] } },
    opts,
  );
  const subnet = new Subnet(
    `${name}-subnet`,
    {
      resourceGroupName,
      virtualNetworkName: vnet.name,
      subnetName: "containers",
      addressPrefix: ADDRESSES,
      natGateway: { id: gateway.id },
      delegations: [{ name: "container-groups", serviceName: "Microsoft.ContainerInstance/containerGroups" }],
    },
    opts,
  );
  // A static address is there with its resource.
  return { subnetId: subnet.id, address: publicIp.ipAddress.apply((address) => address ?? "") };
}
