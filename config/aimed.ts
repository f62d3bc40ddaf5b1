import type { Problem } from "../system/problems";
import { stackFlag } from "../system/stackFlag";

/** By which program the ways out are to be gone: plain `pulumi`, or the lab's own where there may be no other. */
export type By = "pulumi" | "npx lab pulumi";

/**
 * `problems` with ways out that can be pasted: the rules name a command as `pulumi config set KEY VALUE`, which would be about
 * whichever stack is selected. The default stack needs no word.
 */
export function aimedAt(stack: string, by: By, problems: readonly Problem[]): Problem[] {
  const flag = stackFlag(stack);
  const command = (verb: string) => (by === "pulumi" ? `pulumi ${verb}${flag}` : `${by}${flag} ${verb}`);
  return problems.map((problem) => ({
    ...problem,
    wayOut: problem.wayOut.replace(/\bpulumi (config|destroy)\b/g, (_, verb: string) => command(verb)),
  }));
}
