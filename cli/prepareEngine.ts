import { ProblemsError } from "../system/problems";
import { findToolchain } from "../toolchain/find";
import { prepareToolchain } from "../toolchain/prepare";
import type { ModuleName } from "../toolchain/programs";
import { interruption } from "./interrupt";
import { runSteps, type Step } from "./progress/steps";

/** What it takes to ask the engine anything about a stack, wherever that stands. */
export const ENGINE_MODULES: readonly ModuleName[] = [
  "pulumi",
  "pulumi-language-nodejs",
  "pulumi-kubernetes",
];

/**
 * Has Pulumi and its Kubernetes provider in the cache, and nothing else: enough for `lab pulumi` and `lab env`. How far it is stands
 * on standard error. A look at a few files where they are there.
 */
export async function prepareEngine(): Promise<void> {
  if (!areThere(ENGINE_MODULES)) await runSteps([programsStep(ENGINE_MODULES)]);
}

export function programsStep(modules: readonly ModuleName[]): Step {
  return {
    title: "programs",
    run: async (progress) => {
      await prepareToolchain({ progress, signal: interruption(), modules });
    },
  };
}

export function areThere(modules: readonly ModuleName[]): boolean {
  try {
    findToolchain(modules);
    return true;
  } catch (error) {
    if (error instanceof ProblemsError) return false;
    throw error;
  }
}
