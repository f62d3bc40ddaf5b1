import { groupId, type ArmType } from "../armType";
import { map, object, text } from "../shape";

/** Deleting one takes along all that is in it, as in Azure: the journal tells. */
export const RESOURCE_GROUP: ArmType = {
  type: "Microsoft.Resources/resourceGroups",
  apiVersion: "2024-03-01",
  path: ["resourceGroupName"],
  autoName: "random",
  shape: object({ resourceGroupName: text(/^[-\w._()]{1,89}[-\w_()]$/), tags: map(text(undefined, 256)) }),
  located: true,
  forceNew: ["location"],
  id: ({ resourceGroupName }, azure) => groupId(azure, resourceGroupName),
  outputs: () => ({ properties: { provisioningState: "Succeeded" } }),
};
