import type { ClusterFacts } from "../../../experiments/cluster/facts";
import type { Evidence, Expectation, Finding } from "../../../experiments/findings/finding";
import { inStep } from "../../../experiments/findings/finding";
import { connectionsStick, fewMakeAPeak, manyAreEven } from "../../../experiments/findings/hotSpot";
import { crossingAsPlaced } from "../../../experiments/findings/zoneCrossing";
import type { Path } from "../../../experiments/join/path";
import { cluster, completePath, evidence, lostPath } from "../fixtures";

/** So many requests by each of the nodes named, on connections of their own unless told. */
function entering(counts: Readonly<Record<string, number>>, kept = false): Path[] {
  return Object.entries(counts).flatMap(([entryNode, count], node) =>
    Array.from({ length: count }, (_, i) =>
      completePath({
        id: `${entryNode}-${String(i)}`,
        entryNode,
        clientPort: 40000 + 1000 * node + (kept ? 0 : i),
      }),
    ),
  );
}

const LOCAL: ClusterFacts = {
  ...cluster,
  service: { ...cluster.service, externalTrafficPolicy: "Local" },
};

interface Case {
  readonly name: string;
  readonly judge: Expectation;
  readonly paths: readonly Path[];
  readonly change?: Partial<Evidence>;
  readonly verdict: Finding["verdict"];
  readonly seen: string;
  readonly by?: string;
}

const cases: readonly Case[] = [
  // The only pod is on node2 in zone 2: whatever enters by node1 or node3 crosses, 2 in 3.
  {
    name: "about as many cross as the pod's place makes",
    judge: crossingAsPlaced,
    paths: entering({ node1: 95, node2: 100, node3: 105 }),
    verdict: "holds",
    seen: "67 %: 200 of 300",
  },
  {
    name: "half of them cross instead",
    judge: crossingAsPlaced,
    paths: entering({ node1: 75, node2: 150, node3: 75 }),
    verdict: "contradicted",
    seen: "50 %: 150 of 300",
  },
  {
    name: "too many cross",
    judge: crossingAsPlaced,
    paths: entering({ node1: 150, node2: 50, node3: 100 }),
    verdict: "contradicted",
    seen: "83 %: 250 of 300",
  },
  {
    name: "with five requests any count would do",
    judge: crossingAsPlaced,
    paths: entering({ node1: 3, node2: 2 }),
    verdict: "undecided",
    seen: "60 %: 3 of 5",
  },
  { name: "no request", judge: crossingAsPlaced, paths: [], verdict: "undecided", seen: "no request told" },
  {
    name: "none can cross, with the policy Local",
    judge: crossingAsPlaced,
    paths: entering({ node2: 10 }),
    change: { cluster: LOCAL },
    verdict: "holds",
    seen: "0 %: 0 of 10",
  },
  {
    name: "one crosses where none can",
    judge: crossingAsPlaced,
    paths: entering({ node2: 10, node1: 1 }),
    change: { cluster: LOCAL },
    verdict: "contradicted",
    seen: "9 %: 1 of 11",
  },
  {
    name: "kept connections",
    judge: connectionsStick,
    paths: entering({ node1: 5, node2: 5 }, true),
    verdict: "holds",
    seen: "so do all 2",
  },
  {
    name: "a connection that changes its node",
    judge: connectionsStick,
    paths: [
      ...entering({ node1: 2 }, true),
      completePath({ id: "r-stray", entryNode: "node3", clientPort: 40000 }),
    ],
    verdict: "contradicted",
    by: "r-stray",
    seen: "not so for the one from port 40000",
  },
  {
    name: "no connection",
    judge: connectionsStick,
    paths: [lostPath("r-1")],
    verdict: "contradicted",
    seen: "so do all 0",
  },
  {
    name: "four connections, two on one node",
    judge: fewMakeAPeak,
    paths: [...entering({ node1: 10, node2: 10, node3: 10 }, true), ...moved(entering({ node3: 10 }, true))],
    verdict: "holds",
    seen: "1.50: node3 20, node1 10, node2 10",
  },
  {
    name: "four connections that a miracle has spread evenly",
    judge: fewMakeAPeak,
    paths: [
      ...entering({ node1: 10, node2: 10, node3: 10 }, true),
      ...moved(entering({ node1: 3, node2: 3, node3: 4 }, true)),
    ],
    verdict: "contradicted",
    seen: "1.05: node3 14, node1 13, node2 13",
  },
  {
    name: "as many connections as nodes can be even",
    judge: fewMakeAPeak,
    paths: entering({ node1: 10, node2: 10, node3: 10 }, true),
    verdict: "undecided",
    seen: "1.00: node1 10, node2 10, node3 10",
  },
  { name: "no connection", judge: fewMakeAPeak, paths: [], verdict: "undecided", seen: "0.00: none" },
  {
    name: "many connections, nearly even",
    judge: manyAreEven,
    paths: entering({ node1: 120, node2: 140, node3: 140 }),
    verdict: "holds",
    seen: "1.05: node2 140, node3 140, node1 120",
  },
  {
    name: "many connections, half of them on one node",
    judge: manyAreEven,
    paths: entering({ node1: 200, node2: 100, node3: 100 }),
    verdict: "contradicted",
    seen: "1.50: node1 200, node2 100, node3 100",
  },
  {
    name: "few connections, all on one node: too often to decide",
    judge: manyAreEven,
    paths: entering({ node1: 4 }),
    verdict: "undecided",
    seen: "3.00: node1 4",
  },
  { name: "no connection", judge: manyAreEven, paths: [], verdict: "undecided", seen: "0.00: none" },
];

/** The same on other source ports. */
function moved(paths: readonly Path[]): Path[] {
  return paths.map((path) => ({ ...path, clientPort: 50000 }));
}

describe("findings about shares", () => {
  test.each(cases)("$name: $verdict", ({ judge, paths, change, verdict, seen, by = null }) => {
    expect(judge(evidence(paths, change))).toMatchObject({ verdict, seen, contradictedBy: by });
  });

  test("leave chance nothing to say where only one share is possible", () => {
    const paths = entering({ node2: 10 });
    expect(crossingAsPlaced(evidence(paths, { cluster: LOCAL })).falseAlarm).toBeNull();
  });

  test("say what was to be expected, and how seldom chance alone contradicts", () => {
    const crossing = crossingAsPlaced(evidence(entering({ node1: 95, node2: 100, node3: 105 })));
    expect(crossing).toMatchObject({
      expected: "1 pod in local-2: 67 % cross a zone",
      falseAlarm: { event: "fewer than 168 or more than 231 of 300" },
    });
    expect(crossing.falseAlarm?.probability).toBeLessThanOrEqual(1e-4);
    expect(manyAreEven(evidence(entering({ node1: 120, node2: 140, node3: 140 })))).toMatchObject({
      expected: "400 connections: peak-to-mean at most 1.29",
      falseAlarm: { probability: 1e-4, event: "more than 172 of 400 on one of 3 nodes" },
    });
  });
});

describe("a finding about one step", () => {
  const step = (count: number) => evidence(entering({ node1: count }));
  const both: Evidence = { ...step(3), steps: [step(1), step(2)] };
  const counting: Expectation = ({ paths, steps }) => ({
    ...{ name: "counting", expected: "", verdict: "holds", contradictedBy: null, falseAlarm: null },
    seen: `${paths.length} in ${steps.length}`,
  });

  test("sees that step alone, under the name given", () => {
    expect(inStep(1, "second", counting)(both)).toMatchObject({ name: "second", seen: "2 in 1" });
  });

  test("fails loudly where there is no such step: the experiment is wrong, not the lab", () => {
    expect(() => inStep(2, "third", counting)(both)).toThrow("there is no step 2 to judge third by");
  });
});
