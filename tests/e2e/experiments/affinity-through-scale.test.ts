import { changedFiles } from "../support/checkout";
import { replicas } from "../support/replicas";
import { distinct, expectTold, runExperiment } from "../support/runExperiment";
import { loadBalancerView } from "../support/stack";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();
const CLIENTS = 9;
const EACH = 4;

it(
  "affinity-through-scale: through 3, 1 and 3 replicas each client keeps its node, and its pod while that is there",
  async () => {
    const result = await runExperiment(held.checkout, "affinity-through-scale");
    expectTold(result, 3 * CLIENTS * EACH);
    const pods = result.steps.map(({ cluster }) => cluster.pods.map(({ name }) => name));
    expect(pods.map((names) => names.length)).toEqual([3, 1, 3]);
    expect(result.steps.map(({ rule }) => rule.loadDistribution)).toEqual(Array(3).fill("SourceIP"));
    const [left] = pods[1] ?? [];
    expect(pods[0]).toContain(left);
    expect(pods[2]).toContain(left);
    for (const client of distinct(result.requests, ({ client }) => client)) {
      const own = result.requests.filter((request) => request.client === client);
      expect(own).toHaveLength(3 * EACH);
      expect(distinct(own, ({ entryNode }) => entryNode)).toHaveLength(1);
      const used = [0, 1, 2].map((index) =>
        distinct(
          own.filter(({ step }) => step === index),
          ({ pod }) => pod,
        ),
      );
      expect(used.map((names) => names.length)).toEqual([1, 1, 1]);
      expect(used.slice(1)).toEqual([[left], [left]]);
    }
    // All nine on one of three pods: 1 in 6,561.
    const first = result.requests.filter(({ step }) => step === 0);
    expect(distinct(first, ({ pod }) => pod).length).toBeGreaterThan(1);
  },
  PATIENCE_MS,
);

it("affinity-through-scale: what it set is restored", async () => {
  expect(await replicas(held.checkout)).toBe("1");
  const rules = loadBalancerView(held.checkout, "local").rules;
  expect(rules.map((rule) => rule.loadDistribution)).toEqual(["Default"]);
  expect(changedFiles(held.checkout)).toEqual([]);
});
