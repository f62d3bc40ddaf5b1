import { ensurePackages, missingPackages } from "../../system/packages";
import { missingModules } from "../../toolchain/find";
import { findKubectl } from "../../toolchain/kubectl";
import type { ModuleName } from "../../toolchain/programs";
import { interruption } from "../interrupt";
import { ENGINE_MODULES, programsStep } from "../prepareEngine";
import { runSteps } from "../progress/steps";

/**
 * Has what it takes to drive a lab on Azure: ssh, Pulumi, its Kubernetes provider, and a kubectl, this machine's own if it has one.
 * No image, no other program.
 */
export async function prepareForAzure(): Promise<void> {
  const modules = neededModules();
  if (missingPackages(["remote"]).length === 0 && missingModules(modules).length === 0) return;
  const signal = interruption();
  await runSteps([
    {
      title: "packages",
      run: (progress) => ensurePackages({ progress, purposes: ["remote"], signal }),
    },
    programsStep(modules),
  ]);
}

/** A kubectl of any origin will do. */
function neededModules(): ModuleName[] {
  return [...ENGINE_MODULES, ...(findKubectl() === undefined ? (["kubectl"] as const) : [])];
}
