import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunResult } from "../../../experiments/result";
import { lab } from "../support/lab";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();

/** An experiment as a user would drop it into the folder, with an expectation that no lab meets. */
const WRONG = `
import type { Experiment } from "../experiment";
import { everyRequestTold } from "../findings/everyRequestTold";
import { oneEntryNode, oneSourcePort } from "../findings/oneOf";

export const experiment: Experiment = {
  name: "wrong",
  title: "Ten connections have one source port",
  question: "Is somebody mistaken?",
  steps: [
    {
      label: "ten connections",
      settings: { sessionAffinity: "ClientIP" },
      traffic: ([client]) => [{ client, requests: 10, concurrency: 1, keepAlive: false }],
    },
  ],
  expectations: [oneSourcePort, oneEntryNode, everyRequestTold],
  explanation: "Each connection has a source port of its own.",
  source: { title: "Nowhere", url: "https://example.org/" },
};
`;

it(
  "an experiment with a wrong expectation fails with exit code 1 and tells what was seen",
  async () => {
    const { checkout } = held;
    const file = join(checkout.project, "experiments", "catalogue", "wrong.ts");
    const json = join(checkout.state, "wrong.json");
    writeFileSync(file, WRONG);
    const listed = await lab(checkout, ["list"]);
    const ended = await lab(checkout, ["run", "wrong", "--json", json]);
    rmSync(file);

    expect(listed.stdout).toMatch(/^wrong +Is somebody mistaken\?$/m);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/✘ fails +1 source port +10 source ports: /);
    expect(ended.stdout).toMatch(/✔ holds +1 entry node /);
    expect(ended.stdout).toContain("0 of 1 finding holds");

    const { run, holds, experiments } = JSON.parse(readFileSync(json, "utf8")) as RunResult;
    expect([holds, experiments[0]?.holds]).toEqual([false, false]);
    const contradicted = experiments[0]?.findings.filter(({ verdict }) => verdict === "contradicted");
    expect(contradicted).toMatchObject([
      { name: "one-source-port", expected: "1 source port", contradictedBy: `${run}-wrong-02` },
    ]);
    expect(experiments[0]?.requests).toHaveLength(10);
  },
  PATIENCE_MS,
);
