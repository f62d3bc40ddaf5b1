import type { ClusterFacts } from "../../../experiments/cluster/facts";
import type { RequestResult, StepResult } from "../../../experiments/result";
import { expectedCrossing, expectedWays } from "../../../experiments/statistics/expected";
import { statisticsOf } from "../../../experiments/statistics/statisticsOf";
import type { LoadDistribution } from "../../../local/loadBalancer/rule";
import { cluster, completePath, lostPath } from "../fixtures";

const podOn = (node: string) => ({ name: `testapp-${node}`, address: "10.244.9.9", port: 80, node });

/** With a pod on each of the nodes named. */
function withPods(
  policy: ClusterFacts["service"]["externalTrafficPolicy"],
  ...nodes: string[]
): ClusterFacts {
  return {
    ...cluster,
    pods: nodes.map(podOn),
    service: { ...cluster.service, externalTrafficPolicy: policy },
  };
}

describe("the expected share that crosses a zone", () => {
  // node1 and node3 are in zone 1, node2 is in zone 2.
  test.each([
    { pods: ["node2"], policy: "Cluster", share: 2 / 3 },
    { pods: ["node1"], policy: "Cluster", share: 1 / 3 },
    { pods: ["node1", "node2"], policy: "Cluster", share: 1 / 2 },
    { pods: ["node1", "node2", "node3"], policy: "Cluster", share: 4 / 9 },
    { pods: ["node1", "node3"], policy: "Cluster", share: 1 / 3 },
    { pods: ["node2", "node2", "node1"], policy: "Cluster", share: 5 / 9 },
    { pods: ["node2"], policy: "Local", share: 0 },
    { pods: ["node1", "node2"], policy: "Local", share: 0 },
    { pods: [], policy: "Cluster", share: 0 },
  ] as const)("with pods on $pods and the policy $policy is $share", ({ pods, policy, share }) => {
    expect(expectedCrossing(withPods(policy, ...pods))).toBeCloseTo(share, 12);
  });

  test("is nothing where all nodes are in one zone, or in none", () => {
    const nodes = cluster.nodes.map((node) => ({ ...node, zone: "" }));
    expect(expectedCrossing({ ...cluster, nodes })).toBe(0);
  });

  test("counts ways that together are all there are", () => {
    for (const policy of ["Cluster", "Local"] as const) {
      const ways = expectedWays(withPods(policy, "node1", "node2", "node2"));
      expect(ways.reduce((total, { probability }) => total + probability, 0)).toBeCloseTo(1, 12);
    }
  });
});

function step(change: Partial<StepResult> = {}, loadDistribution: LoadDistribution = "Default"): StepResult {
  return {
    label: "one",
    settings: {},
    changes: null,
    rule: {
      ...{ name: "r", protocol: "Tcp", frontendIPAddress: "203.0.113.10", frontendPort: 80 },
      ...{ backendPort: 80, enableFloatingIP: true, enableTcpReset: true, idleTimeoutInMinutes: 4 },
      loadDistribution,
    },
    cluster,
    traffic: [{ client: "client-a", requests: 3, concurrency: 1, keepAlive: false }],
    ...change,
  };
}

/** A request by each of the entry nodes named, with a port of its own unless told. */
function entering(nodes: readonly string[], port = (i: number) => 40000 + i): RequestResult[] {
  return nodes.map((entryNode, i) => ({
    ...completePath({ id: `r-${String(i)}`, entryNode, clientPort: port(i), milliseconds: i + 1 }),
    step: 0,
  }));
}

const times = (count: number, node: string): string[] => Array.from({ length: count }, () => node);

function only(steps: StepResult, requests: readonly RequestResult[]) {
  const [first] = statisticsOf({ steps: [steps], requests });
  if (first === undefined) throw new Error("one step has its statistics");
  return first;
}

describe("the statistics of a step", () => {
  const requests = entering([...times(10, "node1"), ...times(20, "node2"), ...times(30, "node3")]);

  test("count requests by their entry node, with Pearson's chi-square", () => {
    const { nodes } = only(step(), requests);
    expect(nodes).toMatchObject({ known: 60, unknown: 0, peakToMean: 1.5 });
    expect(nodes.shares.map(({ value, requests, draws }) => [value, requests, draws])).toEqual([
      ["node1", 10, 10],
      ["node2", 20, 20],
      ["node3", 30, 30],
    ]);
    // (10² + 0² + 10²) / 20, and a table's p of 10 with 2 degrees of freedom.
    expect(nodes.chiSquare).toMatchObject({
      unit: "connection",
      draws: 60,
      degreesOfFreedom: 2,
      enough: true,
    });
    expect(nodes.chiSquare?.statistic).toBeCloseTo(10, 10);
    expect(nodes.chiSquare?.pValue).toBeCloseTo(Math.exp(-5), 6);
  });

  test("expect of zones what their nodes make, and call as many times the expected the peak", () => {
    const { zones } = only(step(), requests);
    expect(zones.shares.map(({ value, requests }) => [value, requests])).toEqual([
      ["local-1", 40],
      ["local-2", 20],
    ]);
    expect(zones.shares.map(({ expectedShare }) => expectedShare)).toEqual([
      expect.closeTo(2 / 3, 12),
      expect.closeTo(1 / 3, 12),
    ]);
    expect(zones.peakToMean).toBeCloseTo(1, 12);
    expect(zones.chiSquare?.pValue).toBeCloseTo(1, 12);
  });

  test("count a kept connection as one draw, however many requests it carries", () => {
    const { nodes } = only(
      step(),
      entering(times(50, "node1"), () => 40000),
    );
    expect(nodes).toMatchObject({ known: 50, peakToMean: expect.closeTo(3, 12) as number });
    expect(nodes.chiSquare).toMatchObject({ unit: "connection", draws: 1, enough: false });
  });

  test("count a client as one draw where the load balancer hashes addresses only", () => {
    const { nodes } = only(step({}, "SourceIP"), entering(times(50, "node1")));
    expect(nodes.chiSquare).toMatchObject({ unit: "client", draws: 1, enough: false });
  });

  test("know pods and clients, of which there is nothing to draw where there is one", () => {
    const { pods, clients } = only(step(), requests);
    expect(pods).toMatchObject({ known: 60, peakToMean: 1, chiSquare: null });
    expect(clients.shares).toEqual([
      { value: "client-a", requests: 60, share: 1, expectedShare: 1, draws: 60 },
    ]);
    expect(clients.chiSquare).toBeNull();
  });

  test("expect of a client what it was told to send", () => {
    const traffic = [
      { client: "client-a", requests: 3, concurrency: 1, keepAlive: false },
      { client: "client-b", requests: 1, concurrency: 1, keepAlive: false },
    ];
    const { clients } = only(step({ traffic }), requests.slice(0, 4));
    expect(clients.shares.map(({ value, expectedShare }) => [value, expectedShare])).toEqual([
      ["client-a", 0.75],
      ["client-b", 0.25],
    ]);
  });

  test("expect no way by nodes that have no pod, with the policy Local", () => {
    const { nodes } = only(step({ cluster: withPods("Local", "node2") }), entering(times(4, "node2")));
    expect(nodes.shares.map(({ value, expectedShare }) => [value, expectedShare])).toEqual([
      ["node1", 0],
      ["node2", 1],
      ["node3", 0],
    ]);
    expect(nodes.chiSquare).toBeNull();
  });

  test("call what cannot be impossible rather than likely", () => {
    const facts = withPods("Local", "node1", "node2");
    const { nodes } = only(step({ cluster: facts }), entering(["node1", "node2", "node3"]));
    expect(nodes.chiSquare?.pValue).toBe(0);
  });

  test("leave out what is not known, and say how many that are", () => {
    const lost = [
      { ...lostPath("r-98"), step: 0 },
      { ...lostPath("r-99"), step: 0 },
    ];
    const { nodes, pods, zoneCrossing, latency } = only(step(), [...requests.slice(0, 3), ...lost]);
    expect(nodes).toMatchObject({ known: 3, unknown: 2 });
    expect(pods).toMatchObject({ known: 3, unknown: 2 });
    expect(zoneCrossing).toMatchObject({ known: 3, crossing: 3, share: 1 });
    expect(latency.all?.count).toBe(3);
  });

  test("of nothing at all are nothing", () => {
    const { nodes, zoneCrossing, latency } = only(step(), []);
    expect(nodes).toMatchObject({ known: 0, unknown: 0, peakToMean: null, chiSquare: null });
    expect(nodes.shares.map(({ share }) => share)).toEqual([0, 0, 0]);
    expect(zoneCrossing).toMatchObject({ known: 0, share: null });
    expect(latency).toEqual({ all: null, direct: null, bounced: null });
  });

  test("are each step's own", () => {
    const later = requests.map((request) => ({ ...request, step: 1 }));
    const both = statisticsOf({ steps: [step(), step()], requests: [...requests.slice(0, 5), ...later] });
    expect(both.map(({ nodes }) => nodes.known)).toEqual([5, 60]);
  });
});

describe("latency", () => {
  const direct = (milliseconds: number): RequestResult => ({
    ...completePath({ id: `r-${String(milliseconds)}`, milliseconds }),
    step: 0,
  });

  test("is told by percentiles between the values, as spreadsheets do it", () => {
    const { latency } = only(step(), [4, 1, 3, 2].map(direct));
    expect(latency.direct).toMatchObject({ count: 4, p50: 2.5 });
    expect(latency.direct?.p90).toBeCloseTo(3.7);
    expect(latency.direct?.p99).toBeCloseTo(3.97);
    expect(latency.bounced).toBeNull();
  });

  test("of one request is that request's", () => {
    expect(only(step(), [direct(7)]).latency.direct).toEqual({ count: 1, p50: 7, p90: 7, p99: 7 });
  });

  test("is of answered requests only: a lost one took as long as its client was patient", () => {
    const { latency } = only(step(), [direct(1), { ...lostPath("r-9"), step: 0 }]);
    expect(latency.all).toMatchObject({ count: 1, p99: 1 });
  });
});
