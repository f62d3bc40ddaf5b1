import * as pulumi from "@pulumi/pulumi";
import { aimedAt } from "./config/aimed";
import { loggedInByCli } from "./config/azure/cliProfile";
import { missingCredentials } from "./config/azure/credentials";
import {
  labConfig,
  labProblems,
  labWarnings,
  targetOf,
  type LabConfig,
  type RawConfig,
} from "./config/labConfig";
import { describe } from "./system/problems";

/**
 * This stack's configuration, before any resource is made; what works but may surprise is logged as warnings.
 * @throws pulumi.RunError with every problem at once; the engine shows its message alone, without a stack trace.
 */
export function readLabConfig(): LabConfig {
  const raw = pulumi.runtime.allConfig();
  const stack = pulumi.getStack();
  const azure = targetOf(raw) === "azure";
  const problems = aimedAt(stack, "pulumi", labProblems(raw, stack)).map(describe);
  const missing = azure ? missingToLogIn(raw) : [];
  if (problems.length > 0) problems.unshift("the configuration of this stack cannot work:");
  if (problems.length + missing.length > 0) throw new pulumi.RunError([...problems, ...missing].join("\n"));
  if (azure) warn(raw, stack);
  return labConfig(raw, stack);
}

function missingToLogIn(config: RawConfig): string[] {
  const sentence = missingCredentials({
    env: process.env,
    config,
    loggedInByCli: loggedInByCli(process.env),
  });
  return sentence === undefined ? [] : [sentence];
}

function warn(raw: RawConfig, stack: string): void {
  // It parses Pulumi.yaml, for which a local stack's program need not wait.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { configDefaults } = require("./config/stackFile") as typeof import("./config/stackFile");
  for (const warning of aimedAt(stack, "pulumi", labWarnings(raw, configDefaults(), Date.now()))) {
    // The engine waits for it before the program ends.
    void pulumi.log.warn(describe(warning));
  }
}
