import { randomUUID } from "node:crypto";
import type { Properties } from "../../../../local/provider/protocol/value";
import { ArmError } from "../armError";
import { asText, resourceId, type ArmType, type Azure } from "../armType";
import { among, object, text } from "../shape";
import { TAGS } from "./network";

export const IDENTITY: ArmType = {
  type: "Microsoft.ManagedIdentity/userAssignedIdentities",
  apiVersion: "2023-01-31",
  path: ["resourceGroupName", "resourceName"],
  autoName: "random",
  shape: object({ resourceName: text(/^[A-Za-z0-9][-\w]{2,127}$/), tags: TAGS }),
  located: true,
  forceNew: ["location"],
  id: ({ resourceGroupName, resourceName }, azure) =>
    resourceId(
      azure,
      resourceGroupName,
      "Microsoft.ManagedIdentity",
      "userAssignedIdentities",
      asText(resourceName),
    ),
  outputs: (_inputs, _id, { tenantId }, live) => ({
    tenantId,
    clientId: live?.clientId ?? randomUUID(),
    principalId: live?.principalId ?? randomUUID(),
  }),
};

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ROLE =
  /^\/subscriptions\/[-0-9a-f]+\/providers\/Microsoft\.Authorization\/roleDefinitions\/[-0-9a-f]+$/;
const PRINCIPALS = ["User", "Group", "ServicePrincipal", "ForeignGroup", "Device"];

export const ROLE_ASSIGNMENT: ArmType = {
  type: "Microsoft.Authorization/roleAssignments",
  apiVersion: "2022-04-01",
  path: ["scope", "roleAssignmentName"],
  autoName: "uuid",
  shape: object(
    {
      roleAssignmentName: text(GUID),
      principalId: text(GUID),
      principalType: among(...PRINCIPALS),
      roleDefinitionId: text(ROLE),
      description: text(),
    },
    "principalId",
    "roleDefinitionId",
  ),
  located: false,
  forceNew: ["principalId"],
  id: ({ scope, roleAssignmentName }) =>
    `${asText(scope)}/providers/Microsoft.Authorization/roleAssignments/${asText(roleAssignmentName)}`,
  beforeCreate: grant,
  beforeUpdate: (olds, news) => {
    if (olds.roleDefinitionId === news.roleDefinitionId && olds.principalType === news.principalType) return;
    const message = "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.";
    throw new ArmError(400, "RoleAssignmentUpdateNotPermitted", message);
  },
};

function grant({ scope, principalId, principalType, roleDefinitionId }: Properties, _: string, azure: Azure) {
  const { subscription } = azure;
  if (subscription.get(asText(scope)) === undefined)
    throw new ArmError(404, "ResourceNotFound", `The Resource '${asText(scope)}' was not found.`);
  const principals = subscription.ofType(IDENTITY.type).map(({ properties }) => properties.principalId);
  const [id, type] = [asText(principalId), asText(principalType)];
  if (!principals.includes(id))
    throw new ArmError(400, "PrincipalNotFound", `Principal ${id} does not exist in the directory.`);
  if (type !== "ServicePrincipal")
    throw new ArmError(
      400,
      "UnmatchedPrincipalType",
      `The PrincipalId '${id}' has type 'ServicePrincipal' , which is different from specified PrinciaplType '${type}'.`,
    );
  if (isGranted(azure, asText(scope), id, asText(roleDefinitionId)))
    throw new ArmError(409, "RoleAssignmentExists", "The role assignment already exists.");
}

const NETWORK_CONTRIBUTOR = "4d97b98b-1d4f-4787-a291-c67834d212e7";

/** Whether a principal may write to a resource: assigned on it or on what holds it. */
export function isGranted(
  { subscription }: Azure,
  scope: string,
  principalId: string,
  role = NETWORK_CONTRIBUTOR,
): boolean {
  return subscription.ofType(ROLE_ASSIGNMENT.type).some(({ properties }) => {
    const [at, definition] = [
      asText(properties.scope).toLowerCase(),
      asText(properties.roleDefinitionId).toLowerCase(),
    ];
    const covers = `${scope.toLowerCase()}/`.startsWith(`${at}/`);
    return covers && properties.principalId === principalId && definition.endsWith(role.toLowerCase());
  });
}
