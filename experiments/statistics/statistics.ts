/** What one step's requests come to when counted. A request of which something is not known is left out there, and counted as such. */
export interface StepStatistics {
  /** By the node where they entered. */
  readonly nodes: Distribution;
  /** By the pod that answered. */
  readonly pods: Distribution;
  /** By the zone in which they entered. */
  readonly zones: Distribution;
  /** By the client that sent them; its expected share is what it was told to send. */
  readonly clients: Distribution;
  readonly zoneCrossing: ZoneCrossing;
  readonly latency: Latency;
}

/** How requests fall on the values that something may have. */
export interface Distribution {
  /** Every value that may occur, in the cluster's order, those that got nothing too; then any other that occurred. */
  readonly shares: readonly Share[];
  /** Requests of which the value is known, and of which it is not. */
  readonly known: number;
  readonly unknown: number;
  /**
   * How many times its expected share the busiest value has, of requests; 1 when all are as expected, and where all are expected
   * alike the peak by the mean. `null` when nothing is known.
   */
  readonly peakToMean: number | null;
  /**
   * Whether the draws fit the expected shares; `null` where there is nothing to draw: less than two values, or none was drawn.
   */
  readonly chiSquare: ChiSquare | null;
}

export interface Share {
  readonly value: string;
  readonly requests: number;
  /** 0 to 1, of the requests that are known. */
  readonly share: number;
  /** What a uniform hash and kube-proxy's uniform choice give on average, 0 to 1. */
  readonly expectedShare: number;
  /** How often it was drawn: {@link ChiSquare} is about these. */
  readonly draws: number;
}

/** Pearson's test over draws that do not depend on each other: a kept connection is one, however many requests it carries. */
export interface ChiSquare {
  /** What one draw is. With session affinity all of a client's connections are a single one. */
  readonly unit: "connection" | "client";
  readonly draws: number;
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** How often chance alone is at least as far off. */
  readonly pValue: number;
  /** Every value was to be expected at least five times: with less, the p-value is no more than a hint. */
  readonly enough: boolean;
}

/** Requests whose pod is in another zone than their entry node. */
export interface ZoneCrossing {
  readonly known: number;
  readonly crossing: number;
  /** 0 to 1; `null` when nothing is known. */
  readonly share: number | null;
  /** What the pods' places and a uniform choice of entry node and pod give on average, 0 to 1. */
  readonly expectedShare: number;
}

/** Milliseconds to the whole answer, of requests that were answered; `null` where there was none of the kind. */
export interface Latency {
  readonly all: Percentiles | null;
  readonly direct: Percentiles | null;
  readonly bounced: Percentiles | null;
}

export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}
