import { distinct, expectTold, runExperiment } from "../support/runExperiment";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();

it(
  "new-connections: ten connections enter by more than one node (all by one: 1 in 19,683)",
  async () => {
    const result = await runExperiment(held.checkout, "new-connections");
    expectTold(result, 10);
    expect(result.rule.loadDistribution).toBe("Default");
    expect(distinct(result.requests, ({ clientPort }) => clientPort)).toHaveLength(10);
    expect(distinct(result.requests, ({ entryNode }) => entryNode).length).toBeGreaterThan(1);
    expect(result.requests.some(({ snat }) => snat !== null)).toBe(true);
  },
  PATIENCE_MS,
);
