import { experiments, findExperiments } from "../../experiments/catalogue";
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
