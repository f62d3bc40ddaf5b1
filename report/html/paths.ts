import type { ExperimentResult, RequestResult, StepResult } from "../../experiments/result";
import { flowsSvg } from "../svg/flows";
import { waySample } from "../svg/wayStyles";
import { countWays, median, waysOf, WAYS, WAY_WORDS, zoneNumber, type WayGroup } from "../ways";
import { count, short, shortPod } from "../words";
import { columnHeads } from "./columnHeads";
import { html, type Markup } from "./markup";

const WIDE = 860;
const NARROW = 350;

/** One step's ways: drawn, counted, and listed. */
export function pathsFigure(
  { title }: ExperimentResult,
  { label, cluster }: StepResult,
  requests: readonly RequestResult[],
): Markup {
  const ways = waysOf(requests, cluster);
  const caption = label === "" ? title : `${title}: ${label}`;
  if (ways.length === 0) return html`<p class="soft">No request was sent.</p>`;
  return html`<figure class="flows">
      <div class="wide">${flowsSvg(ways, WIDE)}</div>
      <div class="narrow">${flowsSvg(ways, NARROW)}</div>
      ${legend(requests)}
    </figure>
    ${waysTable(ways, caption)}`;
}

/** What each line means, with how many requests went so. */
function legend(requests: readonly RequestResult[]): Markup {
  const counts = countWays(requests);
  const entries = WAYS.filter((way) => counts[way] > 0).map((way) => {
    const { name, meaning } = WAY_WORDS[way];
    return html`<li>
      ${waySample(way)}
      <span><strong>${counts[way]} ${name}</strong> <span class="soft">${meaning}</span></span>
    </li>`;
  });
  return html`<ul class="legend">
    ${entries}
  </ul>`;
}

function waysTable(ways: readonly WayGroup[], caption: string): Markup {
  const rows = ways.map(
    (group) =>
      html`<tr>
        <td>${waySample(group.way)} ${WAY_WORDS[group.way].name}</td>
        <td>${short(group.client)}</td>
        <td title="${group.entryNode}">${place(group.entryNode, group.entryZone)}</td>
        <td>${group.way === "direct" ? "none" : (group.snat ?? UNKNOWN)}</td>
        <td title="${group.pod}">${group.pod === null ? UNKNOWN : shortPod(group.pod)}</td>
        <td title="${group.podNode}">${place(group.podNode, group.podZone)}</td>
        <td class="number">${group.requests.length}</td>
        <td class="number">${median(group.requests.map(({ milliseconds }) => milliseconds)).toFixed(1)}</td>
      </tr>`,
  );
  const titles = ["Way", "Client", "Entry node", "SNAT as", "Pod", "Pod’s node"];
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Ways of ${caption}">
    <table class="ways">
      <caption>
        ${count(ways.length, "different way")}
      </caption>
      ${columnHeads(titles, ["Requests", "Median ms"])}
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

const UNKNOWN = "not known";

function place(node: string | null, zone: string | null): string {
  if (node === null) return UNKNOWN;
  return zone === null || zone === "" ? short(node) : `${short(node)}, zone ${zoneNumber(zone)}`;
}
