import { ensurePackages, missingPackages } from "../../system/packages";
import { ProblemsError } from "../../system/problems";
import { findToolchain } from "../../toolchain/find";
import { findKubectl } from "../../toolchain/kubectl";
import { prepareToolchain } from "../../toolchain/prepare";
import type { ModuleName } from "../../toolchain/programs";
import { interruption } from "../interrupt";
import { runSteps } from "../progress/steps";

/**
 * Has what it takes to drive a lab on Azure: ssh, Pulumi, its Kubernetes provider, and a kubectl, this machine's own if it has one. No image,
 * no other program.
 */
export async function prepareForAzure(): Promise<void> {
  const modules = neededModules();
  if (missingPackages(["remote"]).length === 0 && areThere(modules)) return;
  const signal = interruption();
  await runSteps([
    {
      title: "packages",
      run: (progress) => ensurePackages({ progress, purposes: ["remote"], signal }),
    },
    {
      title: "programs",
      run: async (progress) => {
        await prepareToolchain({ progress, signal, modules });
      },
    },
  ]);
}

/** The module that has kubectl takes the longest to build of all. */
function neededModules(): ModuleName[] {
  return [
    "pulumi",
    "pulumi-language-nodejs",
    "pulumi-kubernetes",
    ...(findKubectl() === undefined ? (["kubernetes"] as const) : []),
  ];
}

function areThere(modules: readonly ModuleName[]): boolean {
  try {
    findToolchain(modules);
    return true;
  } catch (error) {
    if (error instanceof ProblemsError) return false;
    throw error;
  }
}
