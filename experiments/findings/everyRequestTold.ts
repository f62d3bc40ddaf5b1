import { factFinding, type Expectation } from "./finding";
import { quantity } from "./tally";

/** Every request was answered, was seen wherever it passed, and the pod's own word on its peer is the wire's. */
export const everyRequestTold: Expectation = ({ paths }) => {
  const amiss = paths.filter(({ complete }) => !complete);
  const [first] = amiss;
  const why = first && [...first.missing.map(({ detail }) => detail), ...first.disagreements][0];
  return factFinding(
    "every-request-told",
    `${quantity(paths.length, "request")}: answered, seen on each node passed, wire and pod agree`,
    amiss.length === 0
      ? `${paths.length} of ${paths.length}`
      : `not so for ${amiss.length} of ${paths.length}; the first: ${why ?? "unknown"}`,
    { holds: paths.length > 0 && amiss.length === 0, by: first },
  );
};
