import type { FalseAlarm, Finding, Verdict } from "../../experiments/findings/finding";
import type { ExperimentResult } from "../../experiments/result";
import { indent, styled, table, type Layout } from "./layout";

const WORDS = {
  holds: { word: "holds", style: "green" },
  contradicted: { word: "CONTRADICTED", style: "red" },
  undecided: { word: "undecided", style: "yellow" },
} as const satisfies Record<Verdict, { word: string; style: string }>;

/** Expected and seen side by side, with the first request that contradicts and the chance of a false alarm. */
export function findingTable(layout: Layout, { findings }: ExperimentResult): string {
  const rows = findings.map(({ expected, seen, verdict }) => {
    const { word, style } = WORDS[verdict];
    return [styled(layout, style, word), expected, seen];
  });
  const notes = findings.flatMap(notesOn);
  return [table(layout, ["", "expected", "seen"], rows), ...notes.map(indent)].join("\n");
}

function notesOn({ expected, verdict, contradictedBy, falseAlarm }: Finding): string[] {
  return [
    ...(contradictedBy === null ? [] : [`"${expected}" is contradicted first by request ${contradictedBy}`]),
    ...(falseAlarm === null || verdict === "holds" ? [] : [chance(falseAlarm)]),
  ];
}

function chance({ probability, event }: FalseAlarm): string {
  return `by chance (${event}): 1 in ${Math.round(1 / probability).toLocaleString("en")}`;
}
