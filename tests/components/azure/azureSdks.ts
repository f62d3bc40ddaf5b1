import { getClientConfigOutput, RoleAssignment } from "@pulumi/azure-native/authorization";
import { ContainerGroup } from "@pulumi/azure-native/containerinstance";
import {
  listManagedClusterUserCredentialsOutput,
  ManagedCluster,
} from "@pulumi/azure-native/containerservice";
import { getUserAssignedIdentityOutput, UserAssignedIdentity } from "@pulumi/azure-native/managedidentity";
import {
  NatGateway,
  PublicIPAddress,
  RouteTable,
  Subnet,
  VirtualNetwork,
} from "@pulumi/azure-native/network";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import { RandomString } from "@pulumi/random/randomString";
import type { RawConfig } from "../../../config/labConfig";
import { azureRaw } from "../../config/raw";

/** What the program uses of the SDKs on Azure, and nothing else: with a thing that is not here it fails. */
export const AZURE_SDKS = {
  "@pulumi/azure-native/authorization": { getClientConfigOutput, RoleAssignment },
  "@pulumi/azure-native/containerinstance": { ContainerGroup },
  "@pulumi/azure-native/containerservice": { listManagedClusterUserCredentialsOutput, ManagedCluster },
  "@pulumi/azure-native/managedidentity": { getUserAssignedIdentityOutput, UserAssignedIdentity },
  "@pulumi/azure-native/network": { NatGateway, PublicIPAddress, RouteTable, Subnet, VirtualNetwork },
  "@pulumi/azure-native/resources": { ResourceGroup },
  "@pulumi/random/randomString": { RandomString },
};

/** Someone to log in as; nobody is asked. */
export const LOGIN = {
  "azure-native:clientId": "client",
  "azure-native:tenantId": "tenant",
  "azure-native:subscriptionId": "subscription",
  "azure-native:useOidc": "true",
};

/** What Pulumi.yaml and Pulumi.dev.yaml say and the latter's reader adds, with some keys set otherwise. */
export function devConfig(set: Readonly<Record<string, unknown>> = {}): RawConfig {
  return { ...azureRaw(set), ...LOGIN };
}
