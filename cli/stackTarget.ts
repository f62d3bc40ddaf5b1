import { keptAzureLab } from "./azure/labFolder";
import { findLab } from "./livingLab";

export type StackTarget = "local" | "azure";

/** Where the lab of `stack` is to stand: its file's word over the defaults. */
export function wantedTarget(stack: string): StackTarget {
  // Settings take longer to read than the rest of a verb that finds its lab up.
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { targetOf } = require("../config/labConfig") as typeof import("../config/labConfig");
  const { stackConfig } = require("../config/stackFile") as typeof import("../config/stackFile");
  /* eslint-enable */
  return targetOf(stackConfig(stack)) === "azure" ? "azure" : "local";
}

/** Where it stands, which another setting since then does not change; where it is to stand when it does not. */
export function standingTarget(stack: string): StackTarget {
  // Azure first: what is kept of a lab that costs is not to be passed over.
  if (keptAzureLab(stack) !== undefined) return "azure";
  return findLab(stack) === undefined ? wantedTarget(stack) : "local";
}
