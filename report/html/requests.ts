import type { ExperimentResult, RequestResult } from "../../experiments/result";
import type { Endpoint } from "../../experiments/traffic/sentRequest";
import { wayOf, WAY_WORDS } from "../ways";
import { count } from "../words";
import { idOf } from "./anchors";
import { columnHeads } from "./columnHeads";
import { html, type Markup } from "./markup";

/** Every request of an experiment, at most `limit`; folded up, as it is long. */
export function requestsTable(experiment: ExperimentResult, limit: number): Markup {
  const { name, requests, steps } = experiment;
  const several = steps.length > 1;
  const rows = requests.slice(0, limit).map((request, i) => {
    const step = several ? html`<td>${steps[request.step]?.label}</td>` : null;
    return html`<tr id="${idOf("request", name, i)}">
      <td>${request.id}</td>
      ${step}${cells(request)}
    </tr> `;
  });
  const rest = requests.length - rows.length;
  const left = rest === 0 ? "" : `, the first ${limit}: the JSON report has all`;
  const head = ["Request", ...(several ? ["Step"] : []), ...TITLES];
  return html`<details>
    <summary>All ${count(requests.length, "request")}${left}</summary>
    <div class="scroll raw-scroll" role="region" tabindex="0" aria-label="Requests of ${experiment.title}">
      <table class="raw">
        ${columnHeads(head)}
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </details>`;
}

const TITLES = [
  ...["Client", "Source", "Entry node", "Way", "SNAT as", "Pod", "Pod’s node", "Peer the pod saw", "ms"],
  "Not told",
];

function cells(request: RequestResult): readonly Markup[] {
  const { client, clientAddress, clientPort, entryNode, snat, pod, podNode, peerSeenByPod } = request;
  const way = wayOf(request);
  const source = clientAddress === null ? null : `${clientAddress}:${clientPort ?? "?"}`;
  const told = [
    ...request.missing.map(({ piece, detail }) => `${piece}: ${detail}`),
    ...request.disagreements,
  ];
  const texts = [
    ...[client, source, entryNode, WAY_WORDS[way].name, way === "direct" ? "none" : endpoint(snat)],
    ...[pod, podNode, endpoint(peerSeenByPod), request.milliseconds.toFixed(1)],
  ];
  return [...texts.map((text) => html`<td>${text ?? "?"}</td>`), html`<td>${told.join("; ")}</td>`];
}

function endpoint(end: Endpoint | null): string | null {
  return end === null ? null : `${end.address}:${end.port}`;
}
