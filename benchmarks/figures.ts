import { columns } from "../cli/columns";

/** What is measured, in the order of the table. */
export const FIGURES = [
  { key: "preview", title: "pulumi preview, nothing up yet", limit: 4 },
  { key: "previewUp", title: "pulumi preview, lab up", limit: 4 },
  { key: "firstAnswer", title: "pulumi up until the first answered request", limit: 11 },
  { key: "cluster", title: "  of which the cluster", limit: 7 },
  { key: "toggle", title: "config set sessionAffinity ClientIP && pulumi up", limit: 4 },
  { key: "destroy", title: "pulumi destroy", limit: 3 },
  { key: "again", title: "npm run lab, the second time", limit: 30 },
  { key: "bareCluster", title: "bare: programs started, 3 nodes Ready" },
  { key: "barePods", title: "bare: testapp and debug pods rolled out" },
  { key: "bareEngine", title: "bare: pulumi up of an empty program" },
] as const satisfies readonly { key: string; title: string; limit?: number }[];

export type FigureKey = (typeof FIGURES)[number]["key"];

/** Seconds by figure, of one run. */
export type Run = Readonly<Record<FigureKey, number>>;

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** @throws when there are no `values`. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const [min, max] = [sorted[0], sorted.at(-1)];
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (min === undefined || max === undefined || low === undefined || high === undefined)
    throw new Error("there is no spread of nothing");
  return { min, median: (low + high) / 2, max };
}

/** The table of all figures of `runs`, in seconds, for a terminal; without a final newline. */
export function renderFigures(runs: readonly Run[]): string {
  const rows = FIGURES.map((figure) => {
    const { min, median, max } = spread(runs.map((run) => run[figure.key]));
    const limit = "limit" in figure ? `${figure.limit} s` : "";
    return [figure.title, limit, ...[min, median, max].map((value) => `${value.toFixed(2)} s`)];
  });
  return columns([["SECONDS", "LIMIT", "MIN", "MEDIAN", "MAX"], ...rows]).join("\n");
}
