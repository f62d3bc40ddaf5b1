import { columns } from "../columns";
import type { Tally } from "./tally";
import { circumstancesLine, PATH_HEADING, pathCells, totalsLine, type Circumstances } from "./words";

/** All that a frame shows. */
export interface Scene {
  readonly circumstances: Circumstances | undefined;
  readonly tally: Tally;
  /** Lines of the last requests, the newest last. */
  readonly last: readonly string[];
  readonly ended: boolean;
}

/** Of a terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Most of the paths shown at once; the rest are counted. */
const MOST_PATHS = 12;

/** Lines that are neither paths nor requests: circumstances, sums, two headings, two gaps, the foot, and the cursor's own. */
const AROUND = 8;

/** The lines of one frame; none wider and no more of them than the terminal has room for. */
export function frame({ circumstances, tally, last, ended }: Scene, size: Size): string[] {
  const totals = tally.totals();
  const paths = tally.pathCounts();
  const room = Math.max(0, size.rows - AROUND);
  const shown = paths.slice(0, Math.min(MOST_PATHS, Math.ceil(room / 2)));
  const more = paths.length > shown.length ? [`… and ${paths.length - shown.length} more paths`] : [];
  const requests = Math.max(0, room - shown.length - more.length);
  const lines = [
    circumstances === undefined ? "" : circumstancesLine(circumstances),
    totalsLine(totals),
    "",
    ...columns([PATH_HEADING, ...shown.map((path) => pathCells(path, totals.requests))]),
    ...more,
    "",
    "LAST REQUESTS",
    ...last.slice(last.length - Math.min(requests, last.length)),
    ...(ended ? [] : ["Ctrl-C ends it"]),
  ];
  return lines.slice(0, Math.max(1, size.rows - 1)).map((line) => clipped(line, size.columns));
}

/** A line that the terminal would break makes the frame taller than it is. */
function clipped(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}
