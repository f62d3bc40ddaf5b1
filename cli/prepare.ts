import { join } from "node:path";
import { prepareImages } from "../local/images/prepare";
import { ensurePackages, missingPackages } from "../system/packages";
import { refuse } from "../system/problems";
import type { Progress } from "../system/progress";
import { watch } from "../system/watchedCommand";
import { findToolchain } from "../toolchain/find";
import { prepareToolchain } from "../toolchain/prepare";
import { prepareForAzure } from "./azure/prepare";
import { isCached } from "./doctor/prepared";
import { refuseUnfitMachine } from "./fitness";
import { interruption } from "./interrupt";
import { runSteps, type Step } from "./progress/steps";
import { againAsRoot, isRoot, keepingRoot, rootProblems } from "../system/root";
import type { StackTarget } from "./stackTarget";

/** Has everything in the caches that labs need: packages, programs, images. What is there is left alone. */
export async function prepare(): Promise<void> {
  await keepingRoot(() => runSteps(preparation()));
}

/**
 * Has what it takes to drive the lab of `stack` on `target`, where something is missing; a look at a few files where nothing is.
 * @throws ProblemsError before anything but packages is brought, for a machine that can't hold a lab.
 */
export async function prepareOnce(target: StackTarget, stack: string): Promise<void> {
  if (target === "azure") await prepareForAzure();
  else if (missingPackages().length > 0) {
    const look = { title: "this machine", run: () => refuseUnfitMachine(stack) };
    await keepingRoot(() => runSteps(preparation(look)));
  } else if (!isCached()) await prepare();
}

/** @param afterPackages what could not be done before they were there. */
function preparation(...afterPackages: readonly Step[]): Step[] {
  const signal = interruption();
  return [
    {
      title: "packages",
      run: (progress) => ensurePackages({ progress, purposes: ["run"], signal }),
    },
    ...afterPackages,
    {
      title: "programs",
      run: async (progress) => {
        await prepareToolchain({ progress, signal });
      },
    },
    {
      title: "images",
      run: async (progress) => {
        await imagesAsRoot(progress, signal);
      },
    },
  ];
}

/** Only root can give files of images to the many users that they belong to; by sudo it does so for this user's cache. */
async function imagesAsRoot(progress: Progress, signal: AbortSignal): Promise<void> {
  if (isRoot()) await prepareImages(findToolchain(), { progress, signal });
  else {
    refuse(rootProblems());
    await watch(againAsRoot(join(__dirname, "prepareImages.ts")), progress, { signal });
  }
}
