import type { Properties } from "../../../../local/provider/protocol/value";
import { asText, groupId, resourceId, type Azure } from "../armType";
import { cidr } from "../cidr";
import type { Existing } from "../subscription";
import { asCluster } from "./clusterPlace";
import { prefixesOfSubnet } from "./network";

/** Names as AKS makes them: hashes of the cluster that stay the same. */
const HASH = "23454376";

export function nodeGroupOf(cluster: Properties, clusterName: string): string {
  const { nodeResourceGroup, location, resourceGroupName } = asCluster(cluster);
  return nodeResourceGroup ?? `MC_${resourceGroupName}_${clusterName}_${location}`;
}

/** What AKS makes of its own beside a cluster, and keeps in step with it: the node resource group, and the pods' routes. */
export function keepAks(clusterId: string, azure: Azure): void {
  const { subscription } = azure;
  const cluster = subscription.get(clusterId);
  if (cluster === undefined) return;
  const group = asText(cluster.properties.nodeResourceGroup);
  const location = asText(cluster.properties.location);
  if (subscription.get(groupId(azure, group)) === undefined) {
    const add = (provider: string, kind: string, name: string): void => {
      const type = `${provider}/${kind}`;
      const id = resourceId(azure, group, provider, kind, name);
      subscription.put({ id, type, properties: { location } }, "aks");
    };
    const id = groupId(azure, group);
    const properties = { location, managedBy: clusterId };
    subscription.put({ id, type: "Microsoft.Resources/resourceGroups", properties }, "aks");
    add("Microsoft.Network", "loadBalancers", "kubernetes");
    add("Microsoft.Network", "networkSecurityGroups", `aks-agentpool-${HASH}-nsg`);
    add("Microsoft.Compute", "virtualMachineScaleSets", `aks-${poolOf(cluster)?.name ?? ""}-${HASH}-vmss`);
  }
  if (asCluster(cluster.properties).networkProfile?.networkPlugin === "kubenet") keepRoutes(cluster, azure);
}

/** Each node's pods are a route, in the table of the nodes' subnet; without one AKS makes its own and attaches it. */
function keepRoutes(cluster: Existing, azure: Azure): void {
  const subnet = azure.subscription.get(poolOf(cluster)?.vnetSubnetID ?? "");
  if (subnet === undefined) return;
  const table = tableOf(subnet, azure) ?? attachOwnTable(cluster, subnet, azure);
  const others = routesOf(table).filter(({ name }) => !isNode(name, cluster));
  const routes = [...others, ...podRoutes(cluster, subnet)];
  if (JSON.stringify(routes) === JSON.stringify(table.properties.routes)) return;
  azure.subscription.put({ ...table, properties: { ...table.properties, routes } }, "aks");
}

export function dropAks(olds: Properties, azure: Azure): void {
  const { subscription } = azure;
  const id = groupId(azure, olds.nodeResourceGroup);
  for (const { id: below } of subscription.below(id)) subscription.remove(below, "aks");
  subscription.remove(id, "aks");
  const cluster = { id: "", type: "", properties: olds };
  const subnet = subscription.get(poolOf(cluster)?.vnetSubnetID ?? "");
  const table = subnet === undefined ? undefined : tableOf(subnet, azure);
  if (table === undefined) return;
  const routes = routesOf(table).filter(({ name }) => !isNode(name, cluster));
  subscription.put({ ...table, properties: { ...table.properties, routes } }, "aks");
}

function attachOwnTable(cluster: Existing, subnet: Existing, azure: Azure): Existing {
  const group = asText(cluster.properties.nodeResourceGroup);
  const id = resourceId(azure, group, "Microsoft.Network", "routeTables", `aks-agentpool-${HASH}-routetable`);
  const table = { id, type: "Microsoft.Network/routeTables", properties: { routes: [] } };
  azure.subscription.put(table, "aks");
  azure.subscription.put({ ...subnet, properties: { ...subnet.properties, routeTable: { id } } }, "aks");
  return table;
}

function podRoutes(cluster: Existing, subnet: Existing): Properties[] {
  const { networkProfile } = asCluster(cluster.properties);
  const pods = cidr(networkProfile?.podCidr);
  const [nodes] = prefixesOfSubnet(subnet.properties).map(cidr);
  if (pods === undefined || nodes === undefined) return [];
  return Array.from({ length: poolOf(cluster)?.count ?? 0 }, (_, index) => ({
    name: `${nodePrefix(cluster)}${String(index).padStart(6, "0")}`,
    addressPrefix: `${pods.offset(index * 256).correctForm()}/24`,
    nextHopType: "VirtualAppliance",
    // Azure keeps the first four addresses.
    nextHopIpAddress: nodes.offset(4 + index).correctForm(),
  }));
}

const nodePrefix = (cluster: Existing): string => `aks-${poolOf(cluster)?.name ?? ""}-${HASH}-vmss`;

const isNode = (route: unknown, cluster: Existing): boolean => String(route).startsWith(nodePrefix(cluster));

function poolOf(cluster: Existing) {
  return asCluster(cluster.properties).agentPoolProfiles?.[0];
}

function tableOf({ properties }: Existing, { subscription }: Azure): Existing | undefined {
  const { routeTable } = properties as { routeTable?: { id: string } };
  return routeTable === undefined ? undefined : subscription.get(routeTable.id);
}

function routesOf({ properties }: Existing): readonly Properties[] {
  return (properties.routes ?? []) as readonly Properties[];
}
