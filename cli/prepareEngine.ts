import { missingModules } from "../toolchain/find";
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
  if (missingModules(ENGINE_MODULES).length > 0) await runSteps([programsStep(ENGINE_MODULES)]);
}

export function programsStep(modules: readonly ModuleName[]): Step {
  return {
    title: "programs",
    run: async (progress) => {
      await prepareToolchain({ progress, signal: interruption(), modules });
    },
  };
}
