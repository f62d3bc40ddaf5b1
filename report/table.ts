import Table from "cli-table3";
import type { Paint } from "./paint";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Characters at most; longer text is wrapped. */
  readonly width?: number;
}

const NO_LINES = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
  ].map((part) => [part, ""]),
);

/** Columns under each other without a line around them, indented by two. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  paint: Paint,
): string {
  const rendered = new Table({
    head: columns.map(({ title }) => paint("dim", title)),
    colAligns: columns.map(({ align = "left" }) => align),
    colWidths: columns.map(({ width }) => width ?? null),
    wordWrap: true,
    chars: { ...NO_LINES, middle: "  " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  rendered.push(...rows.map((row) => [...row]));
  return rendered
    .toString()
    .split("\n")
    .map((line) => `  ${line.trimEnd()}`)
    .join("\n");
}
