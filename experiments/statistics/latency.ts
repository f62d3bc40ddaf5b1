import { jStat } from "jstat";
import type { Path } from "../join/path";
import type { Latency, Percentiles } from "./statistics";

/** How long answered requests took: all, and those of each route. */
export function latencyOf(paths: readonly Path[]): Latency {
  const answered = paths.filter(({ pod }) => pod !== null);
  const of = (route: Path["route"]) => percentiles(answered.filter((path) => path.route === route));
  return { all: percentiles(answered), direct: of("direct"), bounced: of("bounced") };
}

function percentiles(paths: readonly Path[]): Percentiles | null {
  const values = paths.map(({ milliseconds }) => milliseconds);
  const [only] = values;
  if (only === undefined) return null;
  // The library has no answer for a single value.
  const [p50 = only, p90 = only, p99 = only] =
    values.length === 1 ? [] : jStat.quantiles(values, [0.5, 0.9, 0.99], 1, 1);
  return { count: values.length, p50, p90, p99 };
}
