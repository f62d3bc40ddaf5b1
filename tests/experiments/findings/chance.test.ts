import { eachClientSticks, othersGoElsewhere } from "../../../experiments/findings/clients";
import { severalEntryNodes } from "../../../experiments/findings/newConnections";
import type { Path } from "../../../experiments/join/path";
import { cluster, clients, completePath, evidence, lostPath } from "../fixtures";

const LOCAL = { ...cluster, service: { ...cluster.service, externalTrafficPolicy: "Local" as const } };

/** A request by each of the entry nodes named; `null` for a lost one. */
function entering(...nodes: readonly (string | null)[]): Path[] {
  return nodes.map((entryNode, i) =>
    entryNode === null
      ? lostPath(`r-${String(i)}`)
      : completePath({ id: `r-${String(i)}`, entryNode, clientPort: 40000 + i }),
  );
}

/** Two requests of each client, A first, by the entry node named. */
function byClient(...nodes: readonly (string | null)[]): Path[] {
  return entering(...nodes.flatMap((node) => [node, node])).map((path, i) => ({
    ...path,
    client: clients[Math.floor(i / 2)]?.name ?? "no such client",
  }));
}

const all = (count: number, node: string): string[] => Array.from({ length: count }, () => node);

describe("several-entry-nodes", () => {
  test.each([
    {
      name: "three nodes",
      paths: entering("node1", "node2", "node2", "node3"),
      verdict: "holds",
      seen: "3 entry nodes: node2 2, node1 1, node3 1",
      probability: 3 ** -3,
      event: "all 4 on one of 3 nodes",
    },
    {
      name: "ten on one of three",
      paths: entering(...all(10, "node1")),
      verdict: "contradicted",
      seen: "1 entry node: node1 10",
      probability: 1 / 19683,
      event: "all 10 on one of 3 nodes",
    },
    {
      name: "five on one of three: 1 in 81 is too often",
      paths: entering(...all(5, "node1")),
      verdict: "undecided",
      seen: "1 entry node: node1 5",
      probability: 1 / 81,
      event: "all 5 on one of 3 nodes",
    },
    {
      name: "lost ones say nothing",
      paths: entering(...all(2, "node1"), ...Array.from({ length: 8 }, () => null)),
      verdict: "undecided",
      seen: "1 entry node: node1 2",
      probability: 1 / 3,
      event: "all 2 on one of 3 nodes",
    },
    {
      name: "all lost",
      paths: entering(null, null),
      verdict: "undecided",
      seen: "0 entry nodes: none",
      probability: 1,
      event: "all 0 on one of 3 nodes",
    },
    {
      name: "externalTrafficPolicy Local with one pod: one candidate",
      paths: entering(...all(10, "node2")),
      change: { cluster: LOCAL },
      verdict: "undecided",
      seen: "1 entry node: node2 10",
      probability: 1,
      event: "all 10 on one of 1 node",
    },
  ])("$name", ({ paths, change, verdict, seen, probability, event }) => {
    const finding = severalEntryNodes(evidence(paths, change));
    expect(finding).toMatchObject({ name: "several-entry-nodes", verdict, seen, contradictedBy: null });
    expect(finding.falseAlarm?.event).toBe(event);
    expect(finding.falseAlarm?.probability).toBeCloseTo(probability, 12);
  });
});

describe("others-go-elsewhere", () => {
  test.each([
    {
      name: "some by another node",
      paths: byClient("node1", "node1", "node2", "node3"),
      verdict: "holds",
      seen: "A by node1; 2 of 3 others by another node",
      probability: 1 / 27,
    },
    {
      name: "all eight by A's node",
      paths: byClient(...all(9, "node1")),
      verdict: "contradicted",
      seen: "A by node1; 0 of 8 others by another node",
      probability: 1 / 6561,
    },
    {
      name: "two others are too few",
      paths: byClient(...all(3, "node1")),
      verdict: "undecided",
      seen: "A by node1; 0 of 2 others by another node",
      probability: 1 / 9,
    },
    {
      name: "A's node not known",
      paths: byClient(null, ...all(8, "node1")),
      verdict: "undecided",
      seen: "A by none; 0 of 0 others by another node",
      probability: 1,
    },
    {
      name: "others not known",
      paths: byClient("node1", "node1", ...Array.from({ length: 7 }, () => null)),
      verdict: "undecided",
      seen: "A by node1; 0 of 1 other by another node",
      probability: 1 / 3,
    },
  ])("$name", ({ paths, verdict, seen, probability }) => {
    const finding = othersGoElsewhere(evidence(paths));
    expect(finding).toMatchObject({ name: "others-go-elsewhere", verdict, seen, contradictedBy: null });
    expect(finding.falseAlarm?.probability).toBeCloseTo(probability, 12);
  });

  test("names what would have to happen by chance", () => {
    expect(othersGoElsewhere(evidence(byClient(...all(9, "node1")))).falseAlarm?.event).toBe(
      "all 8 on client A's of 3 nodes",
    );
  });
});

describe("each-client-sticks", () => {
  const sticking = byClient("node1", "node2", "node2");

  test.each([
    { name: "each by one node", paths: sticking, verdict: "holds", by: null, seen: "so for 3 of 3" },
    {
      name: "one client by two nodes",
      paths: [...sticking, completePath({ id: "r-9", client: "client-b", entryNode: "node3" })],
      verdict: "contradicted",
      by: "r-9",
      seen: "not so for client-b",
    },
    {
      name: "one client with two pods, and another by two nodes: the first client's request",
      paths: [
        ...sticking,
        completePath({ id: "r-8", client: "client-c", entryNode: "node3" }),
        completePath({ id: "r-9", client: "client-a", entryNode: "node1", pod: "testapp-c3" }),
      ],
      verdict: "contradicted",
      by: "r-9",
      seen: "not so for client-a, client-c",
    },
    {
      name: "one request lost of a client that is known",
      paths: [...sticking, { ...lostPath("r-9"), client: "client-b" }],
      verdict: "holds",
      by: null,
      seen: "so for 3 of 3",
    },
    {
      name: "one client of which nothing is known",
      paths: byClient("node1", null),
      verdict: "contradicted",
      by: null,
      seen: "so for 1 of 2",
    },
    { name: "nothing sent", paths: [], verdict: "contradicted", by: null, seen: "so for 0 of 0" },
  ])("$name", ({ paths, verdict, by, seen }) => {
    expect(eachClientSticks(evidence(paths))).toMatchObject({
      name: "each-client-sticks",
      verdict,
      contradictedBy: by,
      seen,
      falseAlarm: null,
    });
  });
});
