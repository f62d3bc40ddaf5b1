import type { Finding } from "../../experiments/findings/finding";
import type { ExperimentResult } from "../../experiments/result";
import { oneIn } from "../words";
import { anchor, idOf } from "./anchors";
import { columnHeads } from "./columnHeads";
import { html, type Markup } from "./markup";
import { verdictMark } from "./verdict";

/** Expected beside seen, each finding with an address of its own. */
export function findingsTable({ name, findings, requests }: ExperimentResult): Markup {
  const rowOf = new Map(requests.map(({ id }, i) => [id, idOf("request", name, i)]));
  const rows = findings.map((finding) => {
    const id = idOf(name, finding.name);
    return html`<tr id="${id}">
      <td>${verdictMark(finding.verdict)}</td>
      <td>${finding.expected} ${anchor(id, `the finding ${finding.name}`)}</td>
      <td>${finding.seen}${grounds(finding, rowOf)}</td>
    </tr>`;
  });
  return html`<table class="findings">
    <caption>
      What was expected, and what was seen
    </caption>
    ${columnHeads(["Verdict", "Expected", "Seen"])}
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** What the verdict rests on, where the numbers do not say it. */
function grounds(
  { contradictedBy, falseAlarm, verdict }: Finding,
  rowOf: ReadonlyMap<string, string>,
): readonly Markup[] {
  const lines: Markup[] = [];
  if (contradictedBy !== null) {
    const row = rowOf.get(contradictedBy);
    const request = html`<span class="mono">${contradictedBy}</span>`;
    const link = row === undefined ? request : html`<a href="#${row}">${request}</a>`;
    lines.push(html`<p class="grounds">First contradicted by ${link}</p>`);
  }
  if (falseAlarm !== null) {
    const decides = verdict === "undecided" ? ", too often to decide anything" : "";
    const { probability } = falseAlarm;
    const chance = probability < 1e-9 ? "less than 1 in 1,000,000,000" : oneIn(probability);
    lines.push(html`<p class="grounds">${falseAlarm.event} by chance: ${chance}${decides}</p>`);
  }
  return lines;
}
