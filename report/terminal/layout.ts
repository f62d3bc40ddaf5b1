import { styleText } from "node:util";
import Table from "cli-table3";

/** How wide the terminal is, and whether it shows colours. */
export interface Layout {
  readonly colour: boolean;
  readonly columns: number;
}

type Style = Parameters<typeof styleText>[0];

/** `text` in a style where there are colours; never the only bearer of a meaning. */
export function styled({ colour }: Layout, style: Style, text: string): string {
  return colour ? styleText(style, text) : text;
}

const NO_LINES = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
  ].map((place) => [place, ""]),
);

/** Rows under a head, without lines around the cells: they can be copied, and fit eighty columns. */
export function table(layout: Layout, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const made = new Table({
    head: [...head],
    chars: { ...NO_LINES, middle: "  " },
    style: { head: layout.colour ? ["bold"] : [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  made.push(...rows.map((row) => [...row]));
  return indent(made.toString());
}

/** Trailing blanks would wrap a line on a terminal that its words fit into. */
export function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
}

/** The first `most` of `rows`, and a sentence that says how many there are besides. */
export function firstOf<T>(
  rows: readonly T[],
  most: number,
): { readonly shown: readonly T[]; readonly rest: string } {
  const left = rows.length - most;
  // A row in place of a line that says "1 more" costs nothing.
  if (left <= 1) return { shown: rows, rest: "" };
  return { shown: rows.slice(0, most), rest: `  … and ${left} more; --json FILE has them all` };
}
