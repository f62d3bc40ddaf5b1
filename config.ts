import * as pulumi from "@pulumi/pulumi";
import { labConfig, type LabConfig } from "./config/labConfig";
import { ProblemsError } from "./system/problems";

/**
 * This stack's configuration, before any resource is made.
 * @throws pulumi.RunError with every problem at once; the engine shows its message alone, without a stack trace.
 */
export function readLabConfig(): LabConfig {
  try {
    return labConfig(pulumi.runtime.allConfig(), pulumi.getStack());
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    throw new pulumi.RunError(`the configuration of this stack cannot work:\n${error.message}`);
  }
}
