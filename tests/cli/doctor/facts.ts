import type { MachineFacts } from "../../../cli/doctor/machineFacts";
import type { Outcome, Outcomes } from "../../../cli/doctor/trials/trial";

/** An ordinary machine. */
export const debian: MachineFacts = {
  platform: "linux",
  architecture: "x64",
  release: "6.1.0-40-amd64",
  modulesThere: true,
  container: false,
};

/** Trials as they came out: `true` for one that works, else what it said. */
export function outcomesOf(given: Readonly<Record<string, true | string | Outcome>>): Outcomes {
  return (name) => {
    const outcome = given[name];
    if (outcome === true) return { works: true, words: "" };
    return typeof outcome === "string" ? { works: false, words: outcome } : outcome;
  };
}
