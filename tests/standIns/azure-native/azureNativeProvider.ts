import { version } from "@pulumi/azure-native/package.json";
import type { Provider } from "../../../local/provider/protocol/provider";
import type { Value } from "../../../local/provider/protocol/value";
import { armResource } from "./armResource";
import type { ArmType, Azure } from "./armType";
import { invoke } from "./invokes";
import type { Subscription } from "./subscription";
import { CONTAINER_GROUP } from "./types/containerGroup";
import { IDENTITY, ROLE_ASSIGNMENT } from "./types/identity";
import { MANAGED_CLUSTER } from "./types/managedCluster";
import { SUBNET, VIRTUAL_NETWORK } from "./types/network";
import { NAT_GATEWAY, PUBLIC_IP_ADDRESS } from "./types/publicAddress";
import { RESOURCE_GROUP } from "./types/resourceGroup";
import { ROUTE_TABLE } from "./types/routeTable";

/** By the type token without the package's name. */
export const ARM_TYPES: ReadonlyMap<string, ArmType> = new Map([
  ["resources:ResourceGroup", RESOURCE_GROUP],
  ["network:VirtualNetwork", VIRTUAL_NETWORK],
  ["network:Subnet", SUBNET],
  ["network:RouteTable", ROUTE_TABLE],
  ["network:PublicIPAddress", PUBLIC_IP_ADDRESS],
  ["network:NatGateway", NAT_GATEWAY],
  ["managedidentity:UserAssignedIdentity", IDENTITY],
  ["authorization:RoleAssignment", ROLE_ASSIGNMENT],
  ["containerservice:ManagedCluster", MANAGED_CLUSTER],
  ["containerinstance:ContainerGroup", CONTAINER_GROUP],
]);

/** A stand-in for the official provider, for tests only: a subscription in a folder, and the types that this project uses. */
export function azureNativeProvider(subscription: Subscription, env: NodeJS.ProcessEnv): Provider {
  let location: string | undefined;
  const { ARM_SUBSCRIPTION_ID: subscriptionId = "", ARM_TENANT_ID: tenantId = "" } = env;
  const azure: Azure = { subscription, subscriptionId, tenantId };
  return {
    name: "azure-native",
    version,
    configure: (inputs) => {
      if (subscriptionId === "" || tenantId === "")
        throw new Error("the stand-in for azure-native needs ARM_SUBSCRIPTION_ID and ARM_TENANT_ID");
      location = textOf(inputs.location);
    },
    resource: (token) => {
      const type = ARM_TYPES.get(token.replace("azure-native:", ""));
      return type === undefined ? undefined : armResource(type, azure, location);
    },
    invoke: (token, args) => invoke(token, args, azure, env),
  };
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
