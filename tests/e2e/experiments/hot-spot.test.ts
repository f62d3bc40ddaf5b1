import { distinct, expectTold, runExperiment } from "../support/runExperiment";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();
const REQUESTS = 400;
const NODES = 3;

it(
  "hot-spot: four kept connections load one node with half of it, four hundred load all alike (1 in 10,000)",
  async () => {
    const result = await runExperiment(held.checkout, "hot-spot");
    expectTold(result, 2 * REQUESTS);
    const [few = [], many = []] = [0, 1].map((index) => result.requests.filter(({ step }) => step === index));
    expect([few.length, many.length]).toEqual([REQUESTS, REQUESTS]);

    const ports = distinct(few, ({ clientPort }) => clientPort);
    expect(ports).toHaveLength(4);
    for (const port of ports) {
      const own = few.filter(({ clientPort }) => clientPort === port);
      expect(own).toHaveLength(REQUESTS / 4);
      expect(distinct(own, ({ entryNode }) => entryNode)).toHaveLength(1);
    }
    expect(busiest(few)).toBeGreaterThanOrEqual(REQUESTS / 2);

    expect(distinct(many, ({ clientPort }) => clientPort)).toHaveLength(REQUESTS);
    expect(distinct(many, ({ entryNode }) => entryNode)).toHaveLength(NODES);
    expect(busiest(many)).toBeLessThanOrEqual(172);
    expect(result.statistics[0]?.nodes.peakToMean).toBeCloseTo((busiest(few) * NODES) / REQUESTS, 10);
    expect(result.statistics[1]?.nodes.chiSquare).toMatchObject({ draws: REQUESTS, enough: true });
  },
  PATIENCE_MS,
);

/** How many requests the node has that has most. */
function busiest(requests: readonly { readonly entryNode: string | null }[]): number {
  const nodes = distinct(requests, ({ entryNode }) => entryNode);
  return Math.max(...nodes.map((node) => requests.filter(({ entryNode }) => entryNode === node).length));
}
