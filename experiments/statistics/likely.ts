import { jStat } from "jstat";

/** One in ten thousand: so seldom a finding about a share is contradicted by chance alone, however many a run has. */
export const RARE = 1e-4;

/** Counts that chance leaves only rarely. */
export interface LikelyCounts {
  readonly low: number;
  readonly high: number;
  /** How often chance leaves them; at most what was asked for. */
  readonly outside: number;
}

/** The counts, both ends included, that `trials` successes with this `probability` leave at most `rare` often, half on each side. */
export function likelyCounts(trials: number, probability: number, rare: number = RARE): LikelyCounts {
  // Without chance there is one count only.
  if (trials === 0 || probability <= 0) return { low: 0, high: 0, outside: 0 };
  if (probability >= 1) return { low: trials, high: trials, outside: 0 };
  const atMost = (count: number) => jStat.binomial.cdf(count, trials, probability);
  let low = 0;
  while (atMost(low) <= rare / 2) low += 1;
  const high = highestLikely(trials, probability, rare / 2);
  return { low, high, outside: (low === 0 ? 0 : atMost(low - 1)) + (1 - atMost(high)) };
}

/** The count that is exceeded at most `rare` often. */
export function highestLikely(trials: number, probability: number, rare: number): number {
  let high = trials;
  while (high > 0 && 1 - jStat.binomial.cdf(high - 1, trials, probability) <= rare) high -= 1;
  return high;
}
