import { columns } from "../columns";
import { Tally } from "./tally";
import { onlyChanges, type NameOf, type View } from "./view";
import { circumstancesLine, PATH_HEADING, pathCells, totalsLine, wayLine } from "./words";

/** A line for each request, and the counters at the end: for files, pipes and whoever reads aloud. */
export function plainView(write: (line: string) => void, nameOf: NameOf): View {
  const tally = new Tally(nameOf);
  return {
    circumstances: onlyChanges((circumstances) => {
      write(circumstancesLine(circumstances));
    }),
    way: (way) => {
      tally.add(way);
      write(wayLine(way, nameOf));
    },
    end: () => {
      const { requests } = tally.totals();
      write(totalsLine(tally.totals()));
      const rows = tally.pathCounts().map((path) => pathCells(path, requests));
      if (rows.length > 0) for (const row of columns([PATH_HEADING, ...rows])) write(row);
    },
  };
}
