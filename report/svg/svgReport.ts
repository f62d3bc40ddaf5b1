import type { RunResult } from "../../experiments/result";
import { pictureOfRun } from "../graph/labPicture";
import { requestsOfStep, waysOf } from "../ways";
import { flowsSvg } from "./flows";
import { pictureSvg } from "./picture";
import { legendSvg } from "./wayStyles";
import { standaloneSvg, type Entry } from "./standalone";

const WIDTH = 860;

/** The lab and the ways of every experiment's requests, as one picture. */
export function svgReport(result: RunResult): string {
  const { lab, run, experiments } = result;
  const start = pictureOfRun(result);
  const entries: Entry[] = [];
  if (start !== undefined)
    entries.push({ heading: `Lab ${lab.name}, run ${run}`, drawing: pictureSvg(start.picture, WIDTH) });
  entries.push({ heading: "The ways of requests", drawing: legendSvg(WIDTH) });
  for (const experiment of experiments) {
    for (const [i, { label, cluster }] of experiment.steps.entries()) {
      const ways = waysOf(requestsOfStep(experiment, i), cluster);
      const heading = experiment.steps.length > 1 ? `${experiment.title}: ${label}` : experiment.title;
      if (ways.length > 0) entries.push({ heading, drawing: flowsSvg(ways, WIDTH) });
    }
  }
  return standaloneSvg(entries);
}
