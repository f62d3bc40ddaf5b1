import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { experiments, findExperiments, loadExperiments, walk } from "../../experiments/catalogue";
import type { Experiment } from "../../experiments/experiment";
import type { Evidence } from "../../experiments/findings/finding";
import { ProblemsError } from "../../system/problems";
import { clients, evidence } from "./fixtures";

const [first, ...others] = clients;
if (first === undefined) throw new Error("the fixtures have clients");

/** Evidence of as many steps, in which nothing was sent. */
function nothing(steps: Experiment["steps"]): Evidence {
  return { ...evidence([]), steps: steps.map(() => evidence([])) };
}

describe("the catalogue", () => {
  test.each([
    { names: [], found: [] },
    { names: ["second-client", "keep-alive"], found: ["keep-alive", "second-client"] },
    { names: ["affinity", "affinity"], found: ["affinity"] },
    { names: experiments.map(({ name }) => name), found: experiments.map(({ name }) => name) },
  ])("finds $names in its own order, each once", ({ names, found }) => {
    expect(findExperiments(names).map(({ name }) => name)).toEqual(found);
  });

  test.each([["hot-sopt"], [""], ["Affinity"], ["toString"], ["keep-alive "]])("refuses %j", (name) => {
    expect(() => findExperiments(["keep-alive", name])).toThrow(ProblemsError);
  });

  test("walks the seed's four first", () => {
    expect(experiments.slice(0, walk.length).map(({ name }) => name)).toEqual(walk);
    expect(walk).toHaveLength(4);
  });

  test("sends what the design says", () => {
    const sent = experiments.map((experiment) => [
      experiment.name,
      experiment.settingsBefore?.sessionAffinity ?? "any",
      ...experiment.steps.flatMap((step) => [
        Object.values(step.settings).join(" "),
        step
          .traffic([first, ...others])
          .map(({ client, requests, concurrency, keepAlive }) =>
            [client.name, requests, concurrency, keepAlive ? "kept" : "new"].join(" "),
          )
          .join(", "),
      ]),
    ]);
    const each = clients.map(({ name }) => `${name} 4 1 new`).join(", ");
    expect(sent).toEqual([
      ["keep-alive", "any", "None", "client-a 10 1 kept"],
      ["new-connections", "any", "None", "client-a 10 1 new"],
      ["affinity", "None", "ClientIP", "client-a 100 2 new"],
      ["second-client", "any", "ClientIP", each],
      [
        ...["affinity-through-scale", "None"],
        ...["ClientIP Cluster 3", each, "ClientIP Cluster 1", each, "ClientIP Cluster 3", each],
      ],
      [
        ...["hot-spot", "any", "None Cluster", "client-a 100 1 kept, ".repeat(4).slice(0, -2)],
        ...["None Cluster", "client-a 400 4 new"],
      ],
      [
        ...["zone-crossing", "any"],
        ...["1", "2", "3"].flatMap((replicas) => [`None Cluster ${replicas}`, "client-a 300 4 new"]),
      ],
    ]);
  });

  test.each(experiments)("gives each finding of $name a name of its own", ({ expectations, steps }) => {
    const names = expectations.map((judge) => judge(nothing(steps)).name);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(experiments)(
    "holds nothing to be proven in $name by no request at all",
    ({ expectations, steps }) => {
      const verdicts = expectations.map((judge) => judge(nothing(steps)).verdict);
      expect(verdicts).not.toContain("holds");
    },
  );
});

describe("a folder of experiments", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "lab-catalogue-"))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** A file that exports an experiment of that name, in the language that jest gives Node itself. */
  function write(file: string, name: string | null): void {
    const text = name === null ? "" : `exports.experiment = { name: ${JSON.stringify(name)} };`;
    writeFileSync(join(folder, file), text);
  }

  test("gives what is in its files, and looks at nothing else", () => {
    write("one.ts", "one");
    write("two.ts", "two");
    write("notes.md", "notes");
    write("one.d.ts", null);
    expect(loadExperiments(folder).map(({ name }) => name)).toEqual(["one", "two"]);
  });

  test.each([
    ["of another name", "two", 'must export `experiment`, with the name "one"; it exports one called two'],
    ["that exports none", null, 'must export `experiment`, with the name "one"; it exports none'],
  ])("refuses a file %s", (_name, name, message) => {
    write("one.ts", name);
    expect(() => loadExperiments(folder)).toThrow(`${join(folder, "one.ts")} ${message}`);
  });
});
