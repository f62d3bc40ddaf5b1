import type { RunResult } from "../../experiments/result";
import { htmlReport } from "../../report/html/page";
import { jsonReport } from "../../report/json";
import { markdownReport } from "../../report/markdown/markdownReport";
import { svgReport } from "../../report/svg/svgReport";

/** What a run can be written as; also the ends of the files' names. */
export const FORMATS = ["html", "json", "md", "svg"] as const;

export type Format = (typeof FORMATS)[number];

export const reportAs: Readonly<Record<Format, (result: RunResult) => string>> = {
  html: htmlReport,
  json: jsonReport,
  md: markdownReport,
  svg: svgReport,
};
