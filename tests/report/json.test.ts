import { jsonReport } from "../../report/json";
import { affinityResult, keepAliveResult, runOf } from "./fixtures";

describe("the JSON report", () => {
  const run = runOf(keepAliveResult, affinityResult);

  test("is the result, whole", () => {
    expect(JSON.parse(jsonReport(run))).toEqual(run);
    expect(jsonReport(run)).toMatch(/\n$/);
  });

  test("has for every request what scripts were promised", () => {
    const { version, experiments } = JSON.parse(jsonReport(run)) as {
      version: number;
      experiments: { name: string; holds: boolean; rule: object; requests: object[] }[];
    };
    expect(version).toBe(1);
    expect(experiments.map(({ name, holds }) => [name, holds])).toEqual([
      ["keep-alive", true],
      ["affinity", true],
    ]);
    expect(experiments[1]?.rule).toMatchObject({ loadDistribution: "SourceIP" });
    expect(experiments[1]?.requests).toHaveLength(100);
    expect(experiments[1]?.requests[0]).toMatchObject({
      id: "k3f9-affinity-001",
      client: "client-a",
      clientAddress: "198.51.100.10",
      clientPort: 41000,
      entryNode: "node3",
      snat: { address: "10.240.0.6", port: 61000 },
      pod: "testapp-b2",
      podNode: "node2",
      zoneCrossed: true,
      peerSeenByPod: { address: "10.240.0.6", port: 61000 },
      milliseconds: 2,
    });
  });
});
