import { changedFiles } from "../support/checkout";
import { distinct, expectTold, runExperiment } from "../support/runExperiment";
import { loadBalancerView } from "../support/stack";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();

it(
  "affinity: with ClientIP a hundred connections of one client enter by one node",
  async () => {
    const result = await runExperiment(held.checkout, "affinity");
    expectTold(result, 100);
    expect(result.ruleBefore.loadDistribution).toBe("Default");
    expect(result.rule.loadDistribution).toBe("SourceIP");
    expect(result.changes).toEqual([
      { operation: "update", type: "kubernetes:core/v1:Service", name: "testapp-service" },
    ]);
    expect(distinct(result.requests, ({ clientPort }) => clientPort)).toHaveLength(100);
    expect(distinct(result.requests, ({ entryNode }) => entryNode)).toHaveLength(1);
    expect(distinct(result.requests, ({ pod }) => pod)).toHaveLength(1);
  },
  PATIENCE_MS,
);

it("affinity: what it set is restored", () => {
  expect(loadBalancerView(held.checkout, "local").rules.map((rule) => rule.loadDistribution)).toEqual([
    "Default",
  ]);
  expect(changedFiles(held.checkout)).toEqual([]);
});
