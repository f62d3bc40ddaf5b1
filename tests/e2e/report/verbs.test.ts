import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { RunResult } from "../../../experiments/result";
import { makeCheckout, changedFiles, removeCheckout } from "../support/checkout";
import { lab, succeeding } from "../support/lab";
import { PATIENCE_MS, withLab } from "../support/withLab";

jest.setTimeout(PATIENCE_MS);

describe("lab report and lab graph", () => {
  const held = withLab();
  let run = "";

  beforeAll(async () => {
    const file = join(held.checkout.state, "result.json");
    await succeeding(lab(held.checkout, ["run", "keep-alive", "--json", file]));
    ({ run } = JSON.parse(readFileSync(file, "utf8")) as RunResult);
  });

  const say = async (...args: string[]) => (await succeeding(lab(held.checkout, args))).stdout;

  it("writes the last run as a page named after it, which does not dirty the checkout", async () => {
    const { project } = held.checkout;
    const before = changedFiles(held.checkout);
    expect(await say("report")).toMatch(new RegExp(`^Wrote lab-report-${run}\\.html \\(\\d+ kB\\)\\.$`));
    const page = readFileSync(join(project, `lab-report-${run}.html`), "utf8");
    expect(page.match(/<tr id="request\.keep-alive\./g)).toHaveLength(10);
    expect(changedFiles(held.checkout)).toEqual(before);
  });

  it.each([
    ["json", /^\{\n {2}"version": 1,/],
    ["md", /^# Load balancing lab local, run /],
    ["svg", /^<svg\s+xmlns="http:\/\/www\.w3\.org\/2000\/svg"/],
  ])("prints it as %s", async (format, start) => {
    expect(await say("report", "--run", run, "--format", format, "--output", "-")).toMatch(start);
  });

  it("keeps results for their owner only", () => {
    const file = join(held.checkout.state, "results", "local", `${run}.json`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("draws the lab with what only a lab on this machine tells", async () => {
    const [svg, mermaid] = [await say("graph", "--format", "svg"), await say("graph")];
    for (const told of [
      "203.0.113.10:80",
      "route 10.244.1.0/24",
      "10.240.0.5",
      "Zone local-2",
      "health probe: up",
    ]) {
      expect(svg).toContain(told);
      expect(mermaid).toContain(told);
    }
    expect(mermaid).toMatch(/^flowchart TB\n/);
    expect(mermaid.match(/balancer --> node\d/g)).toHaveLength(3);
  });

  it.each([
    [["report", "--run", "../../etc/passwd"], /no saved run of lab "local"/],
    [["report", "--output", "/no/such/folder/report.html"], /mkdir -p \/no\/such\/folder/],
    [["report", "--format", "pdf"], /Allowed choices are html, json, md, svg/],
  ])("refuses %j with a way out", async (args, told) => {
    const { code, stderr } = await lab(held.checkout, args);
    expect(code).toBe(2);
    expect(stderr).toMatch(told);
  });
});

it("says how to come to a report, and to a lab, where there is none", async () => {
  const checkout = makeCheckout();
  try {
    const report = await lab(checkout, ["report"]);
    expect([report.code, report.stderr]).toEqual([2, expect.stringContaining("npx lab walk")]);
    const graph = await lab(checkout, ["graph"]);
    expect([graph.code, graph.stderr]).toEqual([2, expect.stringContaining("npx lab up")]);
    expect(existsSync(join(checkout.state, "results"))).toBe(false);
  } finally {
    removeCheckout(checkout);
  }
});
