import type { Distribution, Latency, StepStatistics } from "../../experiments/statistics/statistics";
import { barsSvg, percent } from "../svg/bars";
import { count } from "../words";
import { columnHeads } from "./columnHeads";
import { html, type Markup } from "./markup";

/** How one step's requests fell on nodes, pods, zones and clients, beside what was to be expected, and how long they took. */
export function distributions(statistics: StepStatistics): Markup {
  const { nodes, pods, zones, clients, zoneCrossing, latency } = statistics;
  const charts = [
    distributionChart(nodes, "Entry nodes"),
    distributionChart(pods, "Pods"),
    distributionChart(zones, "Entry zones"),
    ...(isAsSent(clients) ? [] : [distributionChart(clients, "Clients")]),
  ];
  const { share, expectedShare, known, crossing } = zoneCrossing;
  const crossed =
    share === null
      ? null
      : html`<p>
          ${crossing} of ${count(known, "request")} crossed a zone (${percent(share)}); expected
          ${percent(expectedShare)}.
        </p>`;
  return html`<div class="charts">${charts}</div>
    ${crossed}${latencyTable(latency)}`;
}

/** That each client sent what it was told to is no news. */
function isAsSent({ shares }: Distribution): boolean {
  return shares.every(({ share, expectedShare }) => Math.abs(share - expectedShare) < 0.001);
}

/** Nothing where there is one value only: all falls on it. */
function distributionChart(distribution: Distribution, title: string): Markup | null {
  const { shares, known, unknown, peakToMean, chiSquare } = distribution;
  if (shares.length < 2 || known === 0) return null;
  const facts = [
    ...(peakToMean === null ? [] : [`Peak to mean ${peakToMean.toFixed(2)}`]),
    ...(chiSquare === null
      ? []
      : [
          `χ² ${chiSquare.statistic.toFixed(2)} with ${chiSquare.degreesOfFreedom} d.f. over ${count(chiSquare.draws, chiSquare.unit)}`,
          `p\u00a0${probability(chiSquare.pValue)}${chiSquare.enough ? "" : ", too few to tell"}`,
        ]),
    ...(unknown === 0 ? [] : [`${unknown} not known`]),
  ];
  return html`<figure>
    <p class="chart-title">${title}</p>
    ${barsSvg(distribution, title.toLowerCase())}
    <figcaption>${facts.join(" · ")}</figcaption>
  </figure>`;
}

function probability(value: number): string {
  return value < 0.001 ? "<\u00a00.001" : `=\u00a0${value.toFixed(3)}`;
}

function latencyTable({ direct, bounced, all }: Latency): Markup | null {
  if (all === null) return null;
  const rows = [
    { name: "direct", of: direct },
    { name: "bounced", of: bounced },
    { name: "all", of: all },
  ].flatMap(({ name, of }) =>
    of === null
      ? []
      : [
          html`<tr>
            <th scope="row">${name}</th>
            ${[of.count, of.p50.toFixed(1), of.p90.toFixed(1), of.p99.toFixed(1)].map((cell) => html`<td class="number">${cell}</td>`)}
          </tr>`,
        ],
  );
  return html`<table class="latency">
    <caption>
      Milliseconds to the whole answer, as the clients counted them
    </caption>
    ${columnHeads(["Way"], ["Requests", "Median", "90 %", "99 %"])}
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
