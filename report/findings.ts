import type { Finding, Verdict } from "../experiments/findings/finding";
import type { Paint } from "./paint";
import { table } from "./table";
import { oneIn, plain } from "./words";

/** A word as well as a colour and a sign: each may be missing. */
export function verdictText(verdict: Verdict, paint: Paint): string {
  switch (verdict) {
    case "holds":
      return paint("green", "✔ holds");
    case "contradicted":
      return paint("red", "✘ fails");
    case "undecided":
      return paint("yellow", "? open");
  }
}

/** Expected and seen side by side, with the verdict; under them what the verdicts rest on. */
export function findingTable(findings: readonly Finding[], width: number, paint: Paint): string {
  const half = Math.floor((width - 2 - 7 - 2 * 2) / 2);
  const rows = findings.map(({ verdict, expected, seen }) => [
    verdictText(verdict, paint),
    plain(expected),
    plain(seen),
  ]);
  const columns = [
    { title: "", width: 7 },
    { title: "expected", width: half },
    { title: "seen", width: half },
  ];
  return [table(columns, rows, paint), ...findings.flatMap(grounds).map((line) => `  ${line}`)].join("\n");
}

function grounds({ name, verdict, contradictedBy, falseAlarm }: Finding): string[] {
  const lines: string[] = [];
  if (contradictedBy !== null) lines.push(`${name}: contradicted first by request ${plain(contradictedBy)}`);
  if (falseAlarm !== null) {
    const chance = `${falseAlarm.event} by chance: ${oneIn(falseAlarm.probability)}`;
    lines.push(`${name}: ${chance}${verdict === "undecided" ? ", too often to decide anything" : ""}`);
  }
  return lines;
}
