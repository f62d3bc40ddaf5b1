import { loggedInByCli } from "../../config/azure/cliProfile";
import { missingCredentials } from "../../config/azure/credentials";
import { targetOf } from "../../config/labConfig";
import { stackConfig } from "../../config/stackFile";

/** Whether `stack` is for Azure and there is something to log in with. */
export function isReachable(stack: string, env: NodeJS.ProcessEnv): boolean {
  const config = stackConfig(stack);
  if (targetOf(config) !== "azure") return false;
  return missingCredentials({ env, config, loggedInByCli: loggedInByCli(env) }) === undefined;
}
