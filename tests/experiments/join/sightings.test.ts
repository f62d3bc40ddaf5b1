import { Sightings } from "../../../experiments/join/sightings";
import { cluster, end, packet } from "../fixtures";

const client = end("198.51.100.10", 40000);
const snat = end("10.240.0.4", 60000);
const frontend = end("203.0.113.10", 80);
const pod = end("10.244.1.2", 80);

function collected(ids: readonly string[] = ["one"]): Sightings {
  return new Sightings(cluster.nodes, ids);
}

describe("sightings", () => {
  test("tell in from out by who sent the packet: a bounced request goes by its entry node twice", () => {
    const sightings = collected();
    sightings.add("node1", packet("one", client, frontend));
    sightings.add("node1", packet("one", snat, pod));
    sightings.add("node2", packet("one", snat, pod));
    expect(sightings.of("one").map(({ node, direction }) => `${node} ${direction}`)).toEqual([
      "node1 in",
      "node1 out",
      "node2 in",
    ]);
    expect(sightings.lines()).toEqual({ total: 3, counted: 3, duplicate: 0, foreign: 0 });
  });

  test("count a packet once, and its repetition as a duplicate", () => {
    const sightings = collected();
    sightings.add("node1", packet("one", client, frontend, 1.5));
    sightings.add("node1", packet("one", client, frontend, 1.7));
    expect(sightings.of("one")).toHaveLength(1);
    expect(sightings.of("one")[0]?.at).toBe(1.5);
    expect(sightings.lines()).toEqual({ total: 2, counted: 1, duplicate: 1, foreign: 0 });
  });

  test("keep when a packet was seen first, in whichever order it is told", () => {
    const sightings = collected();
    for (const at of [1.7, 1.5, 1.6]) sightings.add("node1", packet("one", client, frontend, at));
    expect(sightings.of("one").map(({ at }) => at)).toEqual([1.5]);
  });

  test("lose none of many, and give each back as it was told", () => {
    const ids = Array.from({ length: 1500 }, (_, i) => `r-${String(i).padStart(4, "0")}`);
    const sightings = collected(ids);
    const told = ids.map((id, i) => {
      const source = end(`10.9.${String(i % 250)}.1`, i);
      sightings.add("node3", packet(id, source, pod, i));
      sightings.add("node2", packet(id, source, pod, i + 0.25));
      const common = { direction: "in", source, destination: pod, protocol: 6 };
      return [
        { node: "node3", ...common, at: i },
        { node: "node2", ...common, at: i + 0.25 },
      ];
    });
    expect(ids.map((id) => sightings.of(id))).toEqual(told);
    expect(sightings.lines()).toEqual({ total: 3000, counted: 3000, duplicate: 0, foreign: 0 });
  });

  test.each([
    ["another source port", packet("one", end("198.51.100.10", 40001), frontend)],
    ["another source", packet("one", end("192.0.2.10", 40000), frontend)],
    ["another destination", packet("one", client, end("203.0.113.11", 80))],
    ["another destination port", packet("one", client, end("203.0.113.10", 81))],
  ])("keep packets apart by %s", (_name, other) => {
    const sightings = collected();
    sightings.add("node1", packet("one", client, frontend));
    sightings.add("node1", other);
    expect(sightings.lines()).toEqual({ total: 2, counted: 2, duplicate: 0, foreign: 0 });
  });
});
