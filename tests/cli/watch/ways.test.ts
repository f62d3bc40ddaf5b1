import fc from "fast-check";
import type { RequestSighting } from "../../../cli/watch/sighting";
import { Ways } from "../../../cli/watch/ways";
import type { Way } from "../../../cli/watch/way";
import { bounced, CLIENT, cluster, direct, end } from "./fixtures";

const BOUNCED: Way = {
  ...{ at: 1.5, method: "GET", uri: "/", client: CLIENT, entryNode: "node1", route: "bounced" },
  ...{ snat: end("10.240.0.4", 20_000), pod: "testapp-b2", podNode: "node2", zoneCrossed: true, untold: [] },
};
const DIRECT: Way = { ...BOUNCED, entryNode: "node2", route: "direct", snat: null, zoneCrossed: false };

/** All that is told of `sightings`: at once, and then of what is left. */
function waysOf(sightings: readonly RequestSighting[], facts = cluster): Way[] {
  const ways = new Ways(facts);
  const atOnce = sightings.flatMap((sighting) => ways.add(sighting) ?? []);
  return [...atOnce, ...ways.settle(ways.pending())];
}

describe("the way of a request without an id", () => {
  const [entry, departure, arrival] = bounced("node1", "7/9");

  test.each([
    ["all three sightings", [entry, departure, arrival]],
    ["its arrival before its entry", [arrival, entry, departure]],
    ["no departure", [entry, arrival]],
    ["no arrival", [departure, entry]],
    ["each sighting twice", [entry, entry, departure, departure, arrival, arrival]],
  ])("is told once when bounced, by %s", (_name, sightings) => {
    expect(waysOf(sightings)).toEqual([BOUNCED]);
  });

  test("is told as soon as it is known where it went on to", () => {
    const ways = new Ways(cluster);
    expect(ways.add(entry)).toBeUndefined();
    expect(ways.add(departure)).toEqual(BOUNCED);
    expect(ways.add(arrival)).toBeUndefined();
    expect(ways.pending()).toEqual([]);
  });

  test("is direct only once nothing more can come", () => {
    const ways = new Ways(cluster);
    expect(ways.add(direct("7/9"))).toBeUndefined();
    expect(ways.pending()).toEqual(["7/9"]);
    expect(ways.settle(["7/9"])).toEqual([DIRECT]);
    expect(ways.settle(["7/9"])).toEqual([]);
  });

  test("says which of several pods it cannot tell", () => {
    const [pod] = cluster.pods;
    if (pod === undefined) throw new Error("a pod");
    const pods = [pod, { ...pod, name: "testapp-b3", address: "10.244.1.3" }];
    expect(waysOf([direct("7/9")], { ...cluster, pods })).toEqual([
      {
        ...DIRECT,
        pod: null,
        untold: ["which of 2 pods on node2 has it: within a node nothing passes its eth0"],
      },
    ]);
  });

  test.each([
    [
      "entry",
      [departure, arrival],
      {
        ...BOUNCED,
        client: null,
        untold: ["where it came from: it was not seen to enter by the frontend IP"],
      },
    ],
    [
      "pod on the node that it did not leave",
      [direct("7/9", "node1")],
      {
        ...{ ...DIRECT, entryNode: "node1", route: null, pod: null, podNode: null, zoneCrossed: null },
        untold: ["where it went: it did not leave node1, and no ready pod is there"],
      },
    ],
    [
      "pod of that address",
      [entry, { ...departure, destination: end("10.244.1.99", 80) }],
      {
        ...{ ...BOUNCED, pod: null, podNode: null, zoneCrossed: null },
        untold: ["whose address 10.244.1.99 is: no ready pod has it"],
      },
    ],
  ])("says so when there is no %s", (_name, sightings, expected) => {
    expect(waysOf(sightings)).toEqual([expected]);
  });

  const second = { ...entry, destination: end("203.0.113.11", 80) };
  const call = { ...direct("7/9"), source: end("10.244.0.7", 40_000), destination: end("10.244.1.2", 80) };
  test.each([
    ["a request to another Service's frontend IP that goes on", [second, departure, arrival]],
    ["… whose arrival is told first", [arrival, second, departure]],
    ["… that stays on its entry node", [second]],
    ["a pod's own call, as its node and the other pod's see it", [{ ...call, node: "node1" }, call]],
  ])("is not told of %s", (_name, sightings) => {
    expect(waysOf(sightings)).toEqual([]);
  });

  test("follows the cluster as it changes", () => {
    const ways = new Ways({ ...cluster, pods: [] });
    ways.add(direct("1/1"));
    expect(ways.settle(["1/1"])[0]?.pod).toBeNull();
    ways.follow(cluster);
    ways.add(direct("2/2"));
    expect(ways.settle(["2/2"])).toEqual([DIRECT]);
  });

  test("is told of each request once, in whatever order the nodes tell and however often", () => {
    const requests = fc.array(fc.constantFrom("node1", "node2", "node3"), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(requests, fc.infiniteStream(fc.nat()), fc.nat({ max: 30 }), (nodes, order, doubled) => {
        const seen = nodes.flatMap((node, i) =>
          node === "node2" ? [direct(String(i))] : bounced(node, String(i), i),
        );
        const sightings = [...seen, ...seen.slice(0, doubled)]
          .map((sighting) => ({ sighting, rank: order.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ sighting }) => sighting);
        const told = waysOf(sightings).map(({ entryNode, route, pod }) => [entryNode, route, pod].join());
        const expected = nodes.map((node) =>
          [node, node === "node2" ? "direct" : "bounced", "testapp-b2"].join(),
        );
        expect(told.sort()).toEqual(expected.sort());
      }),
    );
  });
});
