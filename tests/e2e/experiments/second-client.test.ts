import { distinct, expectTold, runExperiment } from "../support/runExperiment";
import { PATIENCE_MS, withLab } from "../support/withLab";

const held = withLab();
const CLIENTS = 9;
const EACH = 4;

it(
  "second-client: each client sticks to a node, and not all to the same one (1 in 6,561)",
  async () => {
    const result = await runExperiment(held.checkout, "second-client");
    expectTold(result, CLIENTS * EACH);
    expect(result.rule.loadDistribution).toBe("SourceIP");
    const clients = distinct(result.requests, ({ client }) => client);
    expect(clients).toHaveLength(CLIENTS);
    for (const client of clients) {
      const own = result.requests.filter((request) => request.client === client);
      expect(own).toHaveLength(EACH);
      expect(distinct(own, ({ entryNode }) => entryNode)).toHaveLength(1);
      expect(distinct(own, ({ pod }) => pod)).toHaveLength(1);
    }
    expect(distinct(result.requests, ({ entryNode }) => entryNode).length).toBeGreaterThan(1);
  },
  PATIENCE_MS,
);
