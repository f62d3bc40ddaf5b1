import type { ExperimentResult, SentTraffic, StepResult } from "../../experiments/result";
import type { LoadDistribution } from "../../local/loadBalancer/rule";
import { DISTRIBUTION_WORDS } from "../graph/labPicture";
import { count } from "../words";
import { html, type Content, type Markup } from "./markup";

/** What one step set and sent, and the load distribution before and after. */
export function circumstances(experiment: ExperimentResult, index: number): Markup {
  const step = experiment.steps[index];
  if (step === undefined) return html``;
  const ruleBefore = experiment.steps[index - 1]?.rule ?? experiment.ruleBefore;
  return facts([
    ["Set", settingsText(step)],
    ...(step.changes === null ? [] : ([["pulumi up", changesText(step)]] as const)),
    ["Load distribution", changeOf(ruleBefore.loadDistribution, step.rule.loadDistribution)],
    [
      "Behind it",
      `${count(step.cluster.pods.length, "pod")}, session affinity ${step.cluster.service.sessionAffinity}`,
    ],
    ["Sent", sentText(step.traffic)],
  ]);
}

/** Terms with what there is to say of each. */
export function facts(pairs: readonly (readonly [term: string, fact: Content])[]): Markup {
  return html`<dl class="facts">
    ${pairs.map(
      ([term, fact]) =>
        html`<dt>${term}</dt>
          <dd>${fact}</dd>`,
    )}
  </dl>`;
}

function settingsText({ settings }: StepResult): string {
  const set = Object.entries(settings).map(([name, value]) => `${name}: ${value}`);
  return set.length === 0 ? "nothing" : set.join(", ");
}

function changesText({ changes }: StepResult): string {
  const told = (changes ?? []).map(({ operation, name }) => `${operation} ${name}`);
  return told.length === 0 ? "changed nothing" : told.join(", ");
}

function changeOf(before: LoadDistribution, after: LoadDistribution): Markup {
  const words = (distribution: LoadDistribution) =>
    html`<span
      ><strong>${distribution}</strong> <span class="soft">${DISTRIBUTION_WORDS[distribution]}</span></span
    >`;
  if (before === after) return html`<span class="change"><span>unchanged:</span> ${words(after)}</span>`;
  return html`<span class="change"
    >before ${words(before)} <span aria-hidden="true">→</span> after ${words(after)}</span
  >`;
}

/** Clients that were told the same are counted. */
function sentText(traffic: readonly SentTraffic[]): string {
  const alike = new Map<string, string[]>();
  for (const { client, requests, concurrency, keepAlive } of traffic) {
    const connections = keepAlive ? count(concurrency, "kept connection") : "a connection each";
    const what = `${count(requests, "request")}, ${concurrency} at a time, ${connections}`;
    alike.set(what, [...(alike.get(what) ?? []), client]);
  }
  return [...alike].map(([what, clients]) => `${whom(clients)}: ${what}`).join("; ");
}

function whom(clients: readonly string[]): string {
  const names = [...new Set(clients)];
  const times = clients.length > names.length ? `${clients.length} times ` : "";
  if (names.length === 1) return times + names.join();
  return `${times}each of ${names.length > 3 ? `${names.length} clients` : names.join(", ")}`;
}
