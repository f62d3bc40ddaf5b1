import type { Path } from "../../experiments/join/path";
import type { ExperimentResult } from "../../experiments/result";
import type { Endpoint } from "../../experiments/traffic/sentRequest";
import { firstOf, styled, table, type Layout } from "./layout";

const MOST_ROWS = 12;
const UNKNOWN = "?";
const HEAD = ["request", "client:port", "entry node", "SNAT as", "pod", "pod's node", "zone crossing", "ms"];

/** The way of each request, and behind it what is missing or does not agree, of every one of them. */
export function pathTable(layout: Layout, { requests }: ExperimentResult): string {
  const { shown, rest } = firstOf(requests, MOST_ROWS);
  return [table(layout, HEAD, shown.map(row)), rest, ...requests.flatMap((path) => complaints(layout, path))]
    .filter(Boolean)
    .join("\n");
}

function row(path: Path): string[] {
  const { clientAddress, clientPort, entryNode, snat, pod, podNode, zoneCrossed, milliseconds } = path;
  return [
    path.id,
    clientAddress === null
      ? `${path.client}:${UNKNOWN}`
      : endpoint({ address: clientAddress, port: clientPort ?? 0 }),
    entryNode ?? UNKNOWN,
    snat === null ? (path.complete ? "- (direct)" : UNKNOWN) : endpoint(snat),
    pod ?? UNKNOWN,
    podNode ?? UNKNOWN,
    zoneCrossed === null ? UNKNOWN : zoneCrossed ? "yes" : "no",
    milliseconds.toFixed(1),
  ];
}

function endpoint({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}

function complaints(layout: Layout, { id, missing, disagreements }: Path): string[] {
  const sentences = [
    ...missing.map(({ piece, detail }) => `${piece} is missing: ${detail}`),
    ...disagreements,
  ];
  return sentences.map((sentence) => styled(layout, "red", `  ${id}: ${sentence}`));
}
