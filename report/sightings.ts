import type { ExperimentResult, RequestSighting } from "../experiments/result";
import type { Paint } from "./paint";
import { table, type Column } from "./table";
import { count, plain, short } from "./words";

/** So many lines of one node are shown with their ports; more are put together by their addresses. */
const LINES = 12;

const COLUMNS: readonly Column[] = [
  { title: "node" },
  { title: "source" },
  { title: "port", align: "right" },
  { title: "destination" },
  { title: "port", align: "right" },
  { title: "protocol", align: "right" },
  { title: "packets", align: "right" },
];

/** What each node's eth0 saw of the requests called `ids`, in the seed's own five fields; equal lines are counted. */
export function sightingTable(
  { sightings }: ExperimentResult,
  ids: ReadonlySet<string>,
  paint: Paint,
): string {
  const rows = Object.entries(sightings).flatMap(([node, all]) => {
    const seen = all.filter(({ id }) => ids.has(id));
    const lines = group(seen, ({ source }) => String(source.port));
    const shown = lines.length <= LINES ? lines : group(seen, () => "");
    if (shown.length === 0) return [[short(node), paint("dim", "saw none")]];
    return shown.map((cells, i) => [i === 0 ? short(node) : "", ...cells]);
  });
  return table(COLUMNS, rows, paint);
}

/** One row for all sightings with the same addresses and the same `port`. */
function group(seen: readonly RequestSighting[], port: (sighting: RequestSighting) => string): string[][] {
  const groups = new Map<string, RequestSighting[]>();
  for (const sighting of seen) {
    const { source, destination, protocol } = sighting;
    const key = JSON.stringify([source.address, port(sighting), destination, protocol]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [sighting]);
    else group.push(sighting);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { source, destination, protocol } = first;
    const ports = new Set(group.map(({ source }) => source.port)).size;
    return [
      [
        plain(source.address),
        ports === 1 ? String(source.port) : count(ports, "port"),
        plain(destination.address),
        String(destination.port),
        String(protocol),
        String(group.length),
      ],
    ];
  });
}
