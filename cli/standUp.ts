import { livingHolder } from "../local/holder/life";
import { refuse } from "../system/problems";
import { requireAzureLab } from "./azure/azureLab";
import { forgetAzureLab } from "./azure/labFolder";
import { changedOutside } from "./changedOutside";
import { interruption } from "./interrupt";
import { removeLeftovers } from "./leftovers";
import { findLab } from "./livingLab";
import { prepareOnce } from "./prepare";
import { findEngine } from "./pulumi/engine";
import { Stack } from "./pulumi/stack";
import { refuseUnfit } from "./fitness";
import { wantedTarget } from "./stackTarget";
import type { LabStatus } from "./status/labStatus";
import { readStatus } from "./status/readStatus";
import { renderStatus } from "./status/renderStatus";

/**
 * Stands the lab of `stack` up by `pulumi up`, after preparing what is missing, and says what is there.
 * @returns what it said.
 * @throws ProblemsError before anything is built or created, for settings and machines that cannot work.
 */
export async function standUp(stack: string): Promise<LabStatus> {
  await refuseUnfit(stack);
  const target = wantedTarget(stack);
  await prepareOnce(target, stack);
  const driven = new Stack(findEngine(stack));
  if (target === "local") await clearTheWay(driven, stack);
  await driven.init();
  await (target === "azure" ? upOnAzure(driven, stack) : driven.up());
  // Where the lab stands has changed for those who ask from now on.
  if (target === "azure") await requireAzureLab(stack);
  else forgetAzureLab(stack);
  interruption().throwIfAborted();
  const status = await readStatus(stack);
  console.log(`\n${renderStatus(status)}\n`);
  for (const sentence of changedOutside(status)) console.error(sentence);
  return status;
}

/** What a failed `pulumi up` has made goes on costing, which whoever reads why it failed should not miss. */
async function upOnAzure(driven: Stack, stack: string): Promise<void> {
  try {
    await driven.up();
  } catch (error) {
    const [again, end] = [`npx lab up --stack ${stack}`, `npx lab down --stack ${stack}`];
    console.error(`\nWhat there is of the lab costs: \`${again}\` goes on where it was, \`${end}\` ends it.`);
    throw error;
  }
}

/**
 * Ends a lab that an engine which was killed had made and could not account for any more: the next one would find it in its way.
 * @throws ProblemsError for one that is none of this stack's.
 */
async function clearTheWay(driven: Stack, stack: string): Promise<void> {
  await driven.free();
  if (!(await driven.exists())) refuseStray(stack);
  else if (driven.accountsFor("lab:index:LocalCluster") === false && livingHolder(stack) !== undefined) {
    console.error(
      `Lab "${stack}" was made by a pulumi that ended before it could account for it: ending the lab.`,
    );
    await removeLeftovers(stack);
  }
}

/** A lab that Pulumi knows nothing of would be in the way of the one to be made. */
function refuseStray(stack: string): void {
  if (findLab(stack) === undefined) return;
  refuse([
    {
      key: "lab",
      value: stack,
      rule: "is up, and Pulumi's state knows nothing of it",
      wayOut: `End it with \`npx lab down --stack ${stack}\`, then stand it up anew`,
    },
  ]);
}
