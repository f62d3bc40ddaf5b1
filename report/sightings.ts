import type { Paint } from "./paint";
import type { SeenByNode } from "./seen";
import { table, type Column } from "./table";
import { plain, short } from "./words";

const COLUMNS: readonly Column[] = [
  { title: "node" },
  { title: "source" },
  { title: "port", align: "right" },
  { title: "destination" },
  { title: "port", align: "right" },
  { title: "protocol", align: "right" },
  { title: "packets", align: "right" },
];

/** What each node's eth0 saw, node by node. */
export function sightingTable(seen: readonly SeenByNode[], paint: Paint): string {
  const rows = seen.flatMap(({ node, lines }) => {
    if (lines.length === 0) return [[short(node), paint("dim", "saw none")]];
    return lines.map(({ source, sourcePorts, destination, destinationPort, protocol, packets }, i) => [
      ...[i === 0 ? short(node) : "", plain(source), sourcePorts, plain(destination)],
      ...[destinationPort, protocol, packets].map(String),
    ]);
  });
  return table(COLUMNS, rows, paint);
}
