import type { ExperimentResult, RequestSighting } from "../../experiments/result";
import { firstOf, table, type Layout } from "./layout";

const MOST_ROWS_A_NODE = 10;

interface Row {
  readonly cells: readonly string[];
  packets: number;
}

/** What tshark told on each node's eth0, in the five fields of the seed. Packets that look the same are one row. */
export function wireTable(layout: Layout, { sightings }: ExperimentResult): string {
  return Object.entries(sightings)
    .map(([node, seen]) => nodeTable(layout, node, seen))
    .join("\n");
}

function nodeTable(layout: Layout, node: string, seen: readonly RequestSighting[]): string {
  if (seen.length === 0) return `  ${node} saw none of the requests`;
  const { shown, rest } = firstOf(grouped(seen), MOST_ROWS_A_NODE);
  const rows = shown.map(({ cells, packets }) => [...cells, String(packets)]);
  const head = [node, "source", "port", "destination", "port", "protocol", "packets"];
  return [table(layout, head, rows), rest].filter(Boolean).join("\n");
}

function grouped(seen: readonly RequestSighting[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { direction, source, destination, protocol } of seen) {
    const cells = [
      direction,
      source.address,
      String(source.port),
      destination.address,
      String(destination.port),
      String(protocol),
    ];
    const key = cells.join(" ");
    const row = rows.get(key) ?? { cells, packets: 0 };
    row.packets += 1;
    rows.set(key, row);
  }
  return [...rows.values()];
}
