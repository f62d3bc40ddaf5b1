import type { Path } from "../join/path";
import { factFinding, type Expectation } from "./finding";
import { entryNode, pod, quantity, sourcePort, tally, tallyText, type Trait } from "./tally";

/** All requests came from one source port. */
export const oneSourcePort = one("one-source-port", "source port", sourcePort);

/** All requests entered by one node. */
export const oneEntryNode = one("one-entry-node", "entry node", entryNode);

/** One pod answered all requests. */
export const onePod = one("one-pod", "pod", pod);

function one(name: string, noun: string, trait: Trait): Expectation {
  return ({ paths }) => {
    const counts = tally(paths, trait);
    return factFinding(name, quantity(1, noun), `${quantity(counts.size, noun)}: ${tallyText(counts)}`, {
      holds: counts.size === 1,
      by: firstOther(paths, trait),
    });
  };
}

/** The first path whose value is not the first value. */
export function firstOther(paths: readonly Path[], trait: Trait): Path | undefined {
  const known = paths.filter((path) => trait(path) !== null);
  const [first] = known;
  return first && known.find((path) => trait(path) !== trait(first));
}
