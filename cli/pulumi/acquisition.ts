import { readFileSync } from "node:fs";
import { stackFile } from "./stackFile";

/**
 * Whether the engine may download plugins for `stack`: only azure-native, which is large and only worth its download once there is a
 * way into Azure. A local lab's are there.
 */
export function mayAcquirePlugins(stack: string, env: NodeJS.ProcessEnv): boolean {
  // All of a local lab's commands come past here, and reading the configuration takes longer than all the rest.
  if (!mentionsAzure(stack)) return false;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { isReachable } = require("./azureInSight") as typeof import("./azureInSight");
  return isReachable(stack, env);
}

function mentionsAzure(stack: string): boolean {
  try {
    return readFileSync(stackFile(stack), "utf8").includes("azure");
  } catch {
    // A stack without a file has the defaults, and those are local.
    return false;
  }
}
