import type { Distribution, Percentiles, StepStatistics } from "../experiments/statistics/statistics";
import type { Paint } from "./paint";
import { table, type Column } from "./table";
import { plain, short, shortPod } from "./words";

/** Widths of the columns beside the shares, with two spaces before each. */
const BESIDE = 10 + 2 + 12 + 2 + 10 + 2;

/** How the requests of one step fell on nodes, pods and zones, beside what is to be expected, and how long they took. */
export function statisticsTable(statistics: StepStatistics, width: number, paint: Paint): string {
  const { nodes, pods, zones, zoneCrossing, latency } = statistics;
  const columns: readonly Column[] = [
    { title: "by", width: 10 },
    { title: "requests (expected)", width: Math.max(24, width - 2 - BESIDE) },
    { title: "peak-to-mean", width: 12, align: "right" },
    { title: "chi-square", width: 10, align: "right" },
  ];
  const rows = [
    row("entry node", nodes, short),
    row("pod", pods, shortPod),
    row("entry zone", zones, (zone) => (zone === "" ? "none" : plain(zone))),
  ];
  const { known, crossing, expectedShare } = zoneCrossing;
  const crossed = `  crossing a zone   ${crossing} (${expected(expectedShare, known)})`;
  const times = [
    ["direct", latency.direct],
    ["bounced", latency.bounced],
  ] as const;
  const told = times.flatMap(([route, value]) => (value === null ? [] : [`${route} ${milliseconds(value)}`]));
  const took = `  p50, p90, p99     ${told.join("; ")}`;
  return [table(columns, rows, paint), crossed, ...(told.length === 0 ? [] : [took])].join("\n");
}

function row(by: string, distribution: Distribution, name: (value: string) => string): string[] {
  const { shares, known, peakToMean, chiSquare } = distribution;
  const seen = shares.map(
    ({ value, requests, expectedShare }) => `${name(value)} ${requests} (${expected(expectedShare, known)})`,
  );
  const test =
    chiSquare === null ? "" : chiSquare.enough ? `p = ${chiSquare.pValue.toPrecision(2)}` : "too few";
  return [by, seen.join(", "), peakToMean === null ? "" : peakToMean.toFixed(2), test];
}

function expected(share: number, known: number): string {
  const count = share * known;
  return Number.isInteger(count) || count >= 100 ? count.toFixed(0) : count.toFixed(1);
}

function milliseconds({ p50, p90, p99 }: Percentiles): string {
  return `${[p50, p90, p99].map((value) => value.toFixed(1)).join(", ")} ms`;
}
