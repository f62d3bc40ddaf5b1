import { interruption } from "./interrupt";
import { prepareOnce } from "./prepare";
import { findEngine } from "./pulumi/engine";
import { Stack } from "./pulumi/stack";
import { refuseUnfit } from "./fitness";
import { readStatus } from "./status/readStatus";
import { renderStatus, renderWaysOn } from "./status/renderStatus";

/**
 * Stands the lab of `stack` up by `pulumi up`, after preparing what is missing, and says what is there.
 * @throws ProblemsError before anything is built or created, for settings and machines that cannot work.
 */
export async function standUp(stack: string): Promise<void> {
  await refuseUnfit(stack);
  await prepareOnce();
  const driven = new Stack(findEngine(stack));
  await driven.init();
  await driven.up();
  interruption().throwIfAborted();
  const status = await readStatus(stack);
  console.log(`\n${renderStatus(status)}\n\n${renderWaysOn(status)}`);
}
