/** What one probe met: success, an answer that says no (503), or nothing that answers. */
export type ProbeResult = "up" | "down" | "silent";

export type Verdict = "up" | "down";

/** What is known of one node for one rule. */
export interface ProbeState {
  /** `undefined`: nothing yet. */
  readonly verdict: Verdict | undefined;
  /** No answer came so far; a verdict was taken over from the probe before. */
  readonly fresh: boolean;
  /** How many results in a row spoke against the verdict. */
  readonly against: number;
}

export interface ProbeCircumstances {
  /** The rule is not open to clients yet: every answer counts at once. */
  readonly settling: boolean;
  /** Milliseconds since the probe was set up. */
  readonly age: number;
}

/** Cloud-provider-azure's defaults, in force in both directions. */
export const PROBE_INTERVAL_MS = 5000;
export const PROBE_THRESHOLD = 2;

/** A probe that is new, or asks something else than before: then the old verdict holds until the first answer. */
export function freshProbe(verdict?: Verdict): ProbeState {
  return { verdict, fresh: true, against: 0 };
}

/** The state after one more result. */
export function afterProbe(
  state: ProbeState,
  result: ProbeResult,
  { settling, age }: ProbeCircumstances,
): ProbeState {
  const answer: Verdict = result === "up" ? "up" : "down";
  if (result === "silent" && state.fresh) {
    const isOver = !settling && age >= PROBE_INTERVAL_MS * PROBE_THRESHOLD;
    return isOver ? { verdict: "down", fresh: false, against: 0 } : state;
  }
  if (state.fresh || (settling && result !== "silent")) return { verdict: answer, fresh: false, against: 0 };
  if (answer === state.verdict) return { ...state, against: 0 };
  const against = state.against + 1;
  return against >= PROBE_THRESHOLD ? { verdict: answer, fresh: false, against: 0 } : { ...state, against };
}

const QUICKEST_MS = 50;
const SLOWEST_MS = 1000;

/**
 * Milliseconds until the next probe. While an answer is awaited the probes are close together, but cost a patient waiter
 * little: a hundredth of the time already waited.
 */
export function untilNextProbe(state: ProbeState, { settling, age }: ProbeCircumstances): number {
  if (!settling && !state.fresh) return PROBE_INTERVAL_MS;
  return Math.min(Math.max(age / 100, QUICKEST_MS), SLOWEST_MS);
}
