import { markdownReport } from "../../../report/markdown/markdownReport";
import { svgReport } from "../../../report/svg/svgReport";
import { hostileRun } from "../hostile";
import { runOfScenes } from "../scenes";
import { ALL, wholeRun } from "../wholeRun";

describe("the Markdown report", () => {
  test("is as it was looked at", () => {
    expect(markdownReport(runOfScenes(ALL.slice(1, 2)))).toMatchSnapshot();
  });

  test("has the steps of an experiment under each other", () => {
    const text = markdownReport(wholeRun);
    expect(text.match(/^### .*$/gm)).toEqual(
      wholeRun.experiments.flatMap(({ steps }) =>
        steps.length > 1 ? steps.map(({ label }) => `### ${label}`) : [],
      ),
    );
    expect(text).toContain("load distribution Default before, SourceIP after.");
  });

  test("keeps what came from outside as text, in its cell", () => {
    const text = markdownReport(hostileRun());
    expect(text).not.toContain("<");
    for (const line of text.split("\n").filter((line) => line.startsWith("| bounced")))
      expect(line.replace(/\\\|/g, "").match(/\|/g)).toHaveLength(8);
  });
});

describe("the SVG report", () => {
  test("has the lab, what the fills mean, and every step's flows", () => {
    const text = svgReport(wholeRun);
    expect(text.match(/<svg\b/g)).toHaveLength(
      1 + 2 + wholeRun.experiments.reduce((sum, { steps }) => sum + steps.length, 0),
    );
    expect(text).toContain("How many requests cross a zone: 2 replicas");
    expect(text).toContain("bounced, zone crossed: on to a node in another zone, with SNAT");
  });

  test("has no script and no element from outside", () => {
    const text = svgReport(hostileRun());
    expect(text).not.toMatch(/<(?:script|img|image|use|a|foreignObject)\b/);
    expect(text.match(/<style/g)).toHaveLength(1);
  });
});
