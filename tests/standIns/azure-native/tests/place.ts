import type { Properties } from "../../../../local/provider/protocol/value";
import { GROUP, SUBSCRIPTION_ID, type Bench, type Kept } from "./bench";

export const ROLE = `/subscriptions/${SUBSCRIPTION_ID}/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7`;
export const IDENTITY_ID = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/identity`;
export const SUBNET_ID = `${GROUP}/providers/Microsoft.Network/virtualNetworks/aksvnet/subnets/kubenet`;
export const ROUTES_ID = `${GROUP}/providers/Microsoft.Network/routeTables/routes`;

export const CLUSTER = "containerservice:ManagedCluster";

/** Inputs of a kubenet cluster that Azure takes; `change` replaces some of them. */
export function cluster(change: Properties = {}): Properties {
  return {
    resourceGroupName: "rg",
    resourceName: "kubenet-cluster",
    dnsPrefix: "lab",
    kubernetesVersion: "1.35",
    identity: { type: "UserAssigned", userAssignedIdentities: [IDENTITY_ID] },
    agentPoolProfiles: [pool()],
    networkProfile: network(),
    ...change,
  };
}

export function pool(change: Properties = {}): Properties {
  return {
    name: "nodepool1",
    count: 3,
    vmSize: "Standard_D2s_v5",
    mode: "System",
    type: "VirtualMachineScaleSets",
    availabilityZones: ["1", "2"],
    vnetSubnetID: SUBNET_ID,
    ...change,
  };
}

export function network(change: Properties = {}): Properties {
  return {
    networkPlugin: "kubenet",
    podCidr: "10.244.0.0/16",
    serviceCidr: "10.0.0.0/16",
    dnsServiceIP: "10.0.0.10",
    loadBalancerSku: "standard",
    ...change,
  };
}

/** What a cluster stands on, in the order of making; a test leaves out what it is about. */
export const STEPS = [
  "group",
  "network",
  "routes",
  "subnet",
  "identity",
  "subnetRole",
  "routesRole",
] as const;

export type Step = (typeof STEPS)[number];

/** Makes what a kubenet cluster stands on, all but `without`. */
export async function makePlace(bench: Bench, ...without: Step[]): Promise<Partial<Record<Step, Kept>>> {
  const made: Partial<Record<Step, Kept>> = {};
  for (const step of STEPS.filter((it) => !without.includes(it))) made[step] = await make(bench, step, made);
  return made;
}

async function make(bench: Bench, step: Step, made: Partial<Record<Step, Kept>>): Promise<Kept> {
  const rg = { resourceGroupName: "rg" };
  const role = (scope: string) => ({
    scope,
    principalId: made.identity?.outputs.principalId,
    principalType: "ServicePrincipal",
    roleDefinitionId: ROLE,
    roleAssignmentName: `00000000-0000-0000-0000-${scope === SUBNET_ID ? "1" : "2"}00000000000`,
  });
  switch (step) {
    case "group":
      return bench.create("resources:ResourceGroup", { ...rg, location: "westeurope" });
    case "network":
      return bench.create("network:VirtualNetwork", {
        ...rg,
        virtualNetworkName: "aksvnet",
        addressSpace: { addressPrefixes: ["10.240.0.0/16"] },
      });
    case "routes":
      return bench.create("network:RouteTable", { ...rg, routeTableName: "routes" });
    case "subnet":
      return bench.create("network:Subnet", {
        ...rg,
        virtualNetworkName: "aksvnet",
        subnetName: "kubenet",
        addressPrefix: "10.240.0.0/24",
        ...(made.routes === undefined ? {} : { routeTable: { id: ROUTES_ID } }),
      });
    case "identity":
      return bench.create("managedidentity:UserAssignedIdentity", { ...rg, resourceName: "identity" });
    case "subnetRole":
      return bench.create("authorization:RoleAssignment", role(SUBNET_ID));
    case "routesRole":
      return bench.create("authorization:RoleAssignment", role(ROUTES_ID));
  }
}
