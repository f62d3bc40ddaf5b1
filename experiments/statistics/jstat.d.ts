/** The parts of jstat that are used here; it brings no types of its own. */
declare module "jstat" {
  export const jStat: {
    readonly chisquare: {
      /** How often a chi-square variable with so many degrees of freedom is at most `x`. */
      cdf(x: number, degreesOfFreedom: number): number;
    };
    readonly binomial: {
      /** How often `k` or fewer of `n` independent trials succeed; to about ten decimal places. */
      cdf(k: number, n: number, probability: number): number;
    };
    /** With `alphap` and `betap` 1 as spreadsheets do it (R's type 7); NaN for less than two values. */
    quantiles(values: readonly number[], at: readonly number[], alphap: number, betap: number): number[];
  };
}
