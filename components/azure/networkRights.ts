import { RoleAssignment } from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import type { LabNetwork } from "./labNetwork";

/** Network Contributor, the same one in every subscription. */
const ROLE = "4d97b98b-1d4f-4787-a291-c67834d212e7";

/**
 * Lets a cluster's identity write to the nodes' subnet and to its route table, which is not below the virtual network and so needs
 * a right of its own. Nothing else may it do.
 */
export function grantNetwork(
  name: string,
  principalId: pulumi.Input<string>,
  network: LabNetwork,
  subscriptionId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): readonly RoleAssignment[] {
  const scopes = { subnet: network.subnet, ...(network.routeTable && { routes: network.routeTable }) };
  return Object.entries(scopes).map(
    ([what, { id }]) =>
      new RoleAssignment(
        `${name}-${what}-contributor`,
        {
          principalId,
          // Otherwise Azure looks for a user of this id, which the directory may not know of yet.
          principalType: "ServicePrincipal",
          roleDefinitionId: pulumi.interpolate`/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${ROLE}`,
          scope: id,
        },
        opts,
      ),
  );
}
