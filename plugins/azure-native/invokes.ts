import { readFileSync } from "node:fs";
import type { Properties } from "../protocol/value";
import { ArmError } from "./armError";
import type { Azure } from "./armType";
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
    default:
      throw new Error(`the stand-in for azure-native has no function ${token}`);
  }
}

function kubeconfig(args: Properties, azure: Azure, env: NodeJS.ProcessEnv): string {
  const id = MANAGED_CLUSTER.id(args, azure);
  if (azure.subscription.get(id) === undefined)
    throw new ArmError(404, "ResourceNotFound", `The Resource '${id}' was not found.`);
  const file = env.LAB_STANDIN_KUBECONFIG;
  if (file === undefined) throw new Error("the stand-in needs LAB_STANDIN_KUBECONFIG");
  return readFileSync(file).toString("base64");
}
