import type { ExperimentResult, RunResult } from "../../experiments/result";
import { pictureOfRun } from "../graph/labPicture";
import { wayPatterns } from "../svg/wayStyles";
import { pictureSvg } from "../svg/picture";
import { countWays } from "../ways";
import { count } from "../words";
import { anchor, idOf } from "./anchors";
import { assets } from "./assets";
import { experimentSection } from "./experiment";
import { html, type Markup } from "./markup";
import { verdictMark, verdictOf, verdictSign } from "./verdict";
import { versionsSection } from "./versions";

/** Rows of single requests in a whole page: with more it would be larger than anyone can read or send. */
const MOST_ROWS = 5000;

/** The result as one HTML file that needs nothing else: no network, no library. What was received stays text in it. */
export function htmlReport(result: RunResult): string {
  const { experiments } = result;
  const all = experiments.reduce((sum, { requests }) => sum + requests.length, 0);
  const limit = all <= MOST_ROWS ? all : Math.floor(MOST_ROWS / experiments.length);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Load balancing lab, run ${result.run}: ${outcome(result)}</title>
        ${assets()}
      </head>
      <body>
        <a class="skip" href="#experiments">Skip to the experiments</a>
        ${wayPatterns()}
        <div class="page">
          ${contents(result)} ${header(result)}
          <main id="experiments">
            ${labSection(result)} ${experiments.map((experiment) => experimentSection(experiment, limit))}
            ${versionsSection(result)}
          </main>
          <footer>Made by aks-lb-lab. This file needs no network, and asks for none.</footer>
        </div>
      </body>
    </html> `.text;
}

function outcome({ experiments }: RunResult): string {
  const held = experiments.filter(({ holds }) => holds).length;
  return `${held} of ${count(experiments.length, "experiment")} ${experiments.length === 1 ? "holds" : "hold"}`;
}

function header(result: RunResult): Markup {
  const { run, lab, startedAt, milliseconds, experiments } = result;
  const target = lab.target === "azure" ? "on Azure" : "on this machine";
  const date = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  const at = new Date(startedAt);
  const when = Number.isNaN(at.getTime()) ? startedAt : `${date.format(at)} UTC`;
  return html`<header>
    <p class="kicker">Load balancing lab “${lab.name}” ${target}</p>
    <h1>Run ${run}</h1>
    <p class="soft"><time datetime="${startedAt}">${when}</time>, ${Math.round(milliseconds / 1000)} s</p>
    <p class="overall">${verdictMark(result.holds ? "holds" : "contradicted")} ${outcome(result)}</p>
    <nav aria-label="Experiments of this run">
      <table class="summary">
        <thead>
          <tr>
            <th scope="col">Verdict</th>
            <th scope="col">Experiment</th>
            <th scope="col" class="question-cell">Question</th>
            <th scope="col" class="number">Requests</th>
          </tr>
        </thead>
        <tbody>
          ${experiments.map(summaryRow)}
        </tbody>
      </table>
    </nav>
  </header>`;
}

function summaryRow(experiment: ExperimentResult): Markup {
  const { name, title, question, requests } = experiment;
  return html`<tr>
    <td>${verdictMark(verdictOf(experiment))}</td>
    <td><a href="#${idOf(name)}">${title}</a></td>
    <td class="question-cell soft">${question}</td>
    <td class="number">${requests.length}</td>
  </tr>`;
}

function contents({ experiments }: RunResult): Markup {
  const entries = experiments.map(
    (experiment) =>
      html`<li>
        <a href="#${idOf(experiment.name)}"
          >${verdictSign(verdictOf(experiment))}<span>${experiment.name}</span></a
        >
      </li>`,
  );
  return html`<nav class="contents" aria-label="Contents">
    <p class="soft">Contents</p>
    <ol>
      <li><a href="#lab">The lab</a></li>
      ${entries}
      <li><a href="#versions">Configuration and versions</a></li>
    </ol>
  </nav>`;
}

function labSection(result: RunResult): Markup | null {
  const start = pictureOfRun(result);
  if (start === undefined) return null;
  const { picture, experiment } = start;
  const counts = countWays(result.experiments.flatMap(({ requests }) => requests));
  return html`<section class="part" id="lab">
    <h2>The lab ${anchor("lab", "the lab")}</h2>
    <figure>
      <div class="wide">${pictureSvg(picture, 860)}</div>
      <div class="narrow">${pictureSvg(picture, 358)}</div>
      <figcaption>
        As the first experiment, ${experiment}, found it. In all ${counts.direct} requests went direct,
        ${counts.bounced} were bounced within a zone, ${counts.crossing} crossed
        one${counts.unknown === 0 ? "" : `, and of ${counts.unknown} not all was told`}.
      </figcaption>
    </figure>
  </section>`;
}
