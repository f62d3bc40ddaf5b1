import type { Distribution } from "../../experiments/statistics/statistics";
import { short, shortPod } from "../words";
import { chart } from "./chart";
import type { Drawing } from "./drawing";
import { standIn } from "./palette";

const WIDTH = 360;
const ROW = 36;

/**
 * For each value the share that was seen, and the expected one under it as an empty bar.
 * @param of what is distributed, such as `entry nodes`.
 */
export function barsSvg({ shares, known }: Distribution, of: string): Drawing {
  const named = shares.map((share) => ({
    ...share,
    label: of === "pods" ? shortPod(share.value) : short(share.value),
  }));
  const bar = {
    type: "bar" as const,
    ...{ silent: true, barWidth: 10, barGap: "20%" },
    emphasis: { disabled: true },
  };
  const label = { show: true, position: "right" as const, fontSize: 11, distance: 5 };
  const option = {
    grid: { left: 8, right: 108, top: 2, bottom: 2, containLabel: true },
    xAxis: { type: "value" as const, min: 0, max: highest(named), show: false },
    yAxis: {
      type: "category" as const,
      inverse: true,
      data: named.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: standIn("line") } },
      axisLabel: { color: standIn("ink"), fontSize: 12 },
    },
    series: [
      {
        ...bar,
        itemStyle: { color: standIn("soft") },
        data: named.map(({ share, requests }) => ({
          value: share,
          label: { ...label, color: standIn("ink"), formatter: () => `${percent(share)} (${requests})` },
        })),
      },
      {
        ...bar,
        itemStyle: {
          color: "none",
          borderColor: standIn("soft"),
          borderWidth: 1,
          borderType: "dashed" as const,
        },
        data: named.map(({ expectedShare }) => ({
          value: expectedShare,
          label: { ...label, color: standIn("soft"), formatter: () => `${percent(expectedShare)} expected` },
        })),
      },
    ],
  };
  const told = shares.map(
    ({ value, requests, share, expectedShare }) =>
      `${value}: ${requests} of ${known}, ${percent(share)}, expected ${percent(expectedShare)}`,
  );
  return chart(
    option,
    { width: WIDTH, height: shares.length * ROW + 4 },
    `Requests by ${of}. ${told.join("; ")}.`,
  );
}

function highest(shares: readonly { readonly share: number; readonly expectedShare: number }[]): number {
  return Math.max(0.01, ...shares.flatMap(({ share, expectedShare }) => [share, expectedShare]));
}

/** 0.333 -> "33 %" */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
