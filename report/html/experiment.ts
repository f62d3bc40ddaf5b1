import type { ExperimentResult } from "../../experiments/result";
import { seenInStep } from "../seen";
import { requestsOfStep } from "../ways";
import { count } from "../words";
import { anchor, idOf } from "./anchors";
import { distributions } from "./distributions";
import { findingsTable } from "./findings";
import { html, type Markup } from "./markup";
import { pathsFigure } from "./paths";
import { requestsTable } from "./requests";
import { circumstances } from "./settings";
import { sightingsTable } from "./sightings";
import { verdictMark, verdictOf } from "./verdict";

/** All of one experiment: question, answer, and what the answer rests on. */
export function experimentSection(experiment: ExperimentResult, limit: number): Markup {
  const { name, title, question, explanation, source, steps } = experiment;
  const id = idOf(name);
  return html`<section class="part" id="${id}" aria-labelledby="${idOf(name, "title")}">
    <p class="kicker">${name}</p>
    <h2><span id="${idOf(name, "title")}">${title}</span> ${anchor(id, title)}</h2>
    <p>${verdictMark(verdictOf(experiment))}</p>
    <p class="question">${question}</p>
    ${findingsTable(experiment)}
    <p>${explanation} <span class="soft">See ${link(source)}.</span></p>
    ${steps.map((_, index) => stepSection(experiment, index))}
    <p class="soft">${captured(experiment)}</p>
    ${requestsTable(experiment, limit)}
  </section>`;
}

function stepSection(experiment: ExperimentResult, index: number): Markup {
  const { steps, statistics, name } = experiment;
  const [step, figures] = [steps[index], statistics[index]];
  if (step === undefined || figures === undefined) return html``;
  const several = steps.length > 1;
  const id = idOf(name, "step", index + 1);
  const of = several ? `: ${step.label}` : "";
  const heading = several
    ? html`<h3 id="${id}">${step.label} ${anchor(id, `the step ${step.label}`)}</h3>`
    : null;
  const sub = (text: string) => (several ? html`<h4>${text}</h4>` : html`<h3>${text}${of}</h3>`);
  return html`${heading}${circumstances(experiment, index)}
  ${sub("Paths")}${pathsFigure(experiment, step, requestsOfStep(experiment, index))}
  ${sub("Shares and times")}${distributions(figures)}
  ${sightingsTable(seenInStep(experiment, index), several ? `${experiment.title}, step ${index + 1}` : experiment.title)}`;
}

/** An address that is none of the web's is only text. */
function link({ title, url }: ExperimentResult["source"]): Markup {
  return /^https?:\/\//.test(url)
    ? html`<a href="${url}" rel="noreferrer">${title}</a>`
    : html`${title}: ${url}`;
}

function captured({ lines, milliseconds }: ExperimentResult): string {
  const { total, duplicate, foreign, lost } = lines;
  return `${count(total, "captured line")}, of them ${duplicate} duplicate and ${foreign} foreign; ${count(lost, "packet")} lost. The experiment took ${(milliseconds / 1000).toFixed(1)} s.`;
}
