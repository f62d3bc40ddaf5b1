import { distinct, expectTold, runExperiment } from "../support/runExperiment";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();

it(
  "keep-alive: ten requests on one connection take one path",
  async () => {
    const result = await runExperiment(held.checkout, "keep-alive");
    expectTold(result, 10);
    expect(result.rule.loadDistribution).toBe("Default");
    expect(result.changes).toBeNull();
    expect(distinct(result.requests, ({ clientPort }) => clientPort)).toHaveLength(1);
    expect(distinct(result.requests, ({ entryNode }) => entryNode)).toHaveLength(1);
    expect(distinct(result.requests, ({ pod }) => pod)).toHaveLength(1);
  },
  PATIENCE_MS,
);
