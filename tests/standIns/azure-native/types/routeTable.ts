import { ArmError } from "../armError";
import { asText, resourceId, type ArmType, type Azure } from "../armType";
import { among, boolean, list, object, text } from "../shape";
import { NETWORK_NAME, SUBNET, TAGS } from "./network";

const HOPS = among("VirtualNetworkGateway", "VnetLocal", "Internet", "VirtualAppliance", "None");

export const ROUTE_TABLE: ArmType = {
  type: "Microsoft.Network/routeTables",
  apiVersion: "2024-05-01",
  path: ["resourceGroupName", "routeTableName"],
  autoName: "random",
  shape: object({
    routeTableName: text(NETWORK_NAME, 80),
    disableBgpRoutePropagation: boolean,
    routes: list(
      object(
        { name: text(), addressPrefix: text(), nextHopType: HOPS, nextHopIpAddress: text() },
        "nextHopType",
      ),
    ),
    tags: TAGS,
  }),
  located: true,
  forceNew: ["location"],
  children: ["routes"],
  id: ({ resourceGroupName, routeTableName }, azure) =>
    resourceId(azure, resourceGroupName, "Microsoft.Network", "routeTables", asText(routeTableName)),
  outputs: () => ({ provisioningState: "Succeeded" }),
  derived: (id, azure) => ({ subnets: subnetsWith(azure, id).map((subnet) => ({ id: subnet.id })) }),
  beforeDelete: (id, azure) => {
    if (subnetsWith(azure, id).length === 0) return;
    const message = `Route table ${String(id.split("/").at(-1))} is in use and cannot be deleted.`;
    throw new ArmError(400, "InUseRouteTableCannotBeDeleted", message);
  },
};

function subnetsWith({ subscription }: Azure, id: string) {
  return subscription.ofType(SUBNET.type).filter(({ properties }) => {
    const { routeTable } = properties as { routeTable?: { id?: string } };
    return routeTable?.id?.toLowerCase() === id.toLowerCase();
  });
}
