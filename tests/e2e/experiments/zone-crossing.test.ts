import type { StepResult } from "../../../experiments/result";
import { changedFiles } from "../support/checkout";
import { replicas } from "../support/replicas";
import { distinct, expectTold, runExperiment } from "../support/runExperiment";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();
const EACH = 300;

/** Of all pairs of a node and a pod's node those in two zones. */
function shareOfPairs({ cluster: { nodes, pods } }: StepResult): number {
  const zoneOf = (name: string) => nodes.find((node) => node.name === name)?.zone;
  const pairs = nodes.flatMap(({ zone }) => pods.map(({ node }) => zone !== zoneOf(node)));
  return pairs.filter(Boolean).length / pairs.length;
}

it(
  "zone-crossing: as much crosses a zone as the pods' places make (outside of five deviations: 1 in a million)",
  async () => {
    const result = await runExperiment(held.checkout, "zone-crossing");
    expectTold(result, 3 * EACH);
    expect(result.steps.map(({ cluster }) => cluster.pods.length)).toEqual([1, 2, 3]);
    for (const [index, step] of result.steps.entries()) {
      const own = result.requests.filter((request) => request.step === index);
      expect(own).toHaveLength(EACH);
      expect(distinct(own, ({ clientPort }) => clientPort)).toHaveLength(EACH);
      expect(distinct(own, ({ pod }) => pod)).toHaveLength(step.cluster.pods.length);
      const share = shareOfPairs(step);
      expect(share).toBeGreaterThan(0);
      const deviation = Math.sqrt((share * (1 - share)) / EACH);
      const crossing = own.filter(({ zoneCrossed }) => zoneCrossed).length / EACH;
      expect(Math.abs(crossing - share)).toBeLessThan(5 * deviation);
      expect(result.statistics[index]?.zoneCrossing.expectedShare).toBeCloseTo(share, 10);
    }
  },
  PATIENCE_MS,
);

it("zone-crossing: what it set is restored", async () => {
  expect(await replicas(held.checkout)).toBe("1");
  expect(changedFiles(held.checkout)).toEqual([]);
});
