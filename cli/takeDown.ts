import { existsSync } from "node:fs";
import { labDirectory } from "../system/paths";
import { refuse } from "../system/problems";
import { rootProblems } from "../system/root";
import { forgetAzureLab } from "./azure/labFolder";
import { removeLeftovers } from "./leftovers";
import { engineIfThere, findEngine, tidyStackFiles, type Engine } from "./pulumi/engine";
import { endOrphans } from "./pulumi/orphans";
import { EngineFailedError, Stack } from "./pulumi/stack";
import { standingTarget } from "./stackTarget";

/**
 * Takes the lab of `stack` down by `pulumi destroy` and removes what that left, whatever state it was in. Idempotent.
 * @throws ProblemsError for a user who can't become root, with everything left as it was.
 * @throws EngineFailedError when the engine could not, in a backend that is not the lab's to mend, or on Azure.
 */
export async function takeDown(stack: string): Promise<void> {
  await (standingTarget(stack) === "azure" ? takeDownOnAzure(stack) : takeDownHere(stack));
  await endOrphans(stack);
  console.log(`Lab "${stack}" is down.`);
}

/** What the engine could not destroy costs on, and only its state knows what that is: nothing is forgotten before its end. */
async function takeDownOnAzure(stack: string): Promise<void> {
  const engine = findEngine(stack);
  const driven = new Stack(engine);
  if (await driven.exists()) await driven.destroy();
  forgetAzureLab(stack);
  tidyStackFiles(engine);
}

async function takeDownHere(stack: string): Promise<void> {
  const engine = engineIfThere(stack);
  const driven = engine === undefined ? undefined : new Stack(engine);
  const known = driven !== undefined && (await driven.exists());
  // Half a destruction by someone who may not end the cluster would leave it running without its state.
  if (known || existsSync(labDirectory(stack))) refuse(rootProblems());
  const failure = known ? await failureOf(driven.destroy()) : undefined;
  await removeLeftovers(stack);
  if (engine !== undefined && driven !== undefined) {
    if (failure !== undefined) await mend(engine, driven, failure);
    tidyStackFiles(engine);
  }
}

async function failureOf(destroying: Promise<void>): Promise<EngineFailedError | undefined> {
  try {
    await destroying;
    return undefined;
  } catch (error) {
    if (error instanceof EngineFailedError) return error;
    throw error;
  }
}

/** The cluster is gone, and all that was in it: a state that says otherwise is of no use. */
async function mend(engine: Engine, driven: Stack, failure: EngineFailedError): Promise<void> {
  // A setting may have made it a lab of this machine while it still stood on Azure, and there it costs.
  if (engine.backend.kind !== "own" || driven.tellsOfAzure()) throw failure;
  const kept = await driven.forget();
  console.error(
    `pulumi destroy failed, so the lab was ended without it and stack "${engine.stack}" forgotten` +
      (kept === undefined ? "." : `; its unreadable state is kept in ${kept}.`),
  );
}
