import { readFileSync } from "node:fs";
import type { Properties } from "../../../local/provider/protocol/value";
import { ArmError } from "./armError";
import type { Azure } from "./armType";
import type { Existing } from "./subscription";
import { IDENTITY } from "./types/identity";
import { MANAGED_CLUSTER } from "./types/managedCluster";

/** @throws ArmError; @throws Error for a function that the stand-in does not have. */
export function invoke(token: string, args: Properties, azure: Azure, env: NodeJS.ProcessEnv): Properties {
  switch (token) {
    case "azure-native:authorization:getClientConfig":
      return {
        clientId: env.ARM_CLIENT_ID,
        objectId: "00000000-0000-0000-0000-00000000000f",
        subscriptionId: azure.subscriptionId,
        tenantId: azure.tenantId,
      };
    case "azure-native:containerservice:listManagedClusterUserCredentials":
      return { kubeconfigs: [{ name: "clusterUser", value: kubeconfig(args, azure, env) }] };
    case "azure-native:managedidentity:getUserAssignedIdentity":
      return existing(IDENTITY.id(args, azure), azure).properties;
    default:
      throw new Error(`the stand-in for azure-native has no function ${token}`);
  }
}

function kubeconfig(args: Properties, azure: Azure, env: NodeJS.ProcessEnv): string {
  existing(MANAGED_CLUSTER.id(args, azure), azure);
  const file = env.LAB_STANDIN_KUBECONFIG;
  if (file === undefined) throw new Error("the stand-in needs LAB_STANDIN_KUBECONFIG");
  return readFileSync(file).toString("base64");
}

function existing(id: string, { subscription }: Azure): Existing {
  const found = subscription.get(id);
  if (found === undefined) throw new ArmError(404, "ResourceNotFound", `The Resource '${id}' was not found.`);
  return found;
}
