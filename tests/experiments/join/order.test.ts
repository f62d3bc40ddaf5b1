import fc from "fast-check";
import type { CapturedLine } from "../../../experiments/capture/line";
import { pathOf } from "../../../experiments/join/pathOf";
import { Sightings } from "../../../experiments/join/sightings";
import { cluster, packet, told, type Told } from "../fixtures";

type Line = readonly [node: string, line: CapturedLine];

/** Up to 20 requests, each by one of three nodes. */
const traffic = fc
  .array(fc.constantFrom("node1", "node2", "node3"), { minLength: 1, maxLength: 20 })
  .map((entryNodes) => entryNodes.map((node, i) => told(`r-${String(i)}`, node, 40000 + 7 * i)));

/** Requests, and their lines with some told again, in any order. */
const shuffled = traffic.chain((sent) => {
  const lines = sent.flatMap(({ packets }) => packets);
  return fc
    .array(fc.constantFrom(...lines), { maxLength: 30 })
    .chain((again) => fc.shuffledSubarray([...lines, ...again], { minLength: lines.length + again.length }))
    .map((all) => ({ sent, lines, all }));
});

function read(sent: readonly Told[], lines: readonly Line[]) {
  const sightings = new Sightings(
    cluster.nodes,
    sent.map(({ request }) => request.id),
  );
  for (const [node, line] of lines) sightings.add(node, line);
  const paths = sent.map(({ request }) => pathOf("client-a", request, sightings.of(request.id), cluster));
  return { paths, count: sightings.lines() };
}

describe("joining lines", () => {
  test("comes to the same paths in any order, however often a line is told", () => {
    fc.assert(
      fc.property(shuffled, ({ sent, lines, all }) => {
        const inOrder = read(sent, lines);
        const anyOrder = read(sent, all);
        expect(anyOrder.paths).toEqual(inOrder.paths);
        expect(inOrder.paths.every(({ complete }) => complete)).toBe(true);
        expect(anyOrder.count).toEqual({
          total: all.length,
          counted: lines.length,
          duplicate: all.length - lines.length,
          foreign: 0,
        });
      }),
    );
  });

  test("reports a lost line as missing from its own request, and leaves all others as they are", () => {
    const oneLost = traffic.chain((sent) =>
      fc
        .nat({ max: sent.length - 1 })
        .chain((request) =>
          fc
            .nat({ max: (sent[request]?.packets.length ?? 1) - 1 })
            .map((packet) => ({ sent, request, packet })),
        ),
    );
    fc.assert(
      fc.property(oneLost, ({ sent, request, packet }) => {
        const whole = sent.flatMap(({ packets }) => packets);
        const kept = sent.flatMap(({ packets }, i) =>
          packets.filter((_, j) => i !== request || j !== packet),
        );
        const before = read(sent, whole).paths;
        const { paths } = read(sent, kept);
        expect(paths.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
        expect(paths.filter((_, i) => i !== request)).toEqual(before.filter((_, i) => i !== request));
        const lost = paths[request];
        expect(lost).toMatchObject({ complete: false, disagreements: [] });
        expect(lost?.missing.map(({ piece }) => piece)).toEqual([["entry", "departure", "arrival"][packet]]);
      }),
    );
  });

  test("loses and invents no request, whatever lines are lost", () => {
    const some = shuffled.chain(({ sent, all }) => fc.subarray(all).map((kept) => ({ sent, kept })));
    fc.assert(
      fc.property(some, ({ sent, kept }) => {
        const told = new Set(kept.map(([node, line]) => `${node} ${JSON.stringify(line)}`));
        const { paths } = read(sent, kept);
        expect(paths.map(({ id }) => id)).toEqual(sent.map(({ request }) => request.id));
        for (const [i, path] of paths.entries()) {
          const own = sent[i]?.packets ?? [];
          const seen = own.filter(([node, line]) => told.has(`${node} ${JSON.stringify(line)}`));
          expect(path.complete).toBe(seen.length === own.length);
          expect(path.disagreements).toEqual([]);
        }
      }),
    );
  });

  test("names the same entry node first, in whichever order two were told", () => {
    const { request, packets } = told("r-1", "node2", 40000);
    const client = { address: "198.51.100.10", port: 40000 };
    const again: Line = [
      "node1",
      packet("r-1", client, { address: "203.0.113.10", port: 80 }, 1_790_000_002),
    ];
    const sent = [{ request, packets }];
    const early = read(sent, [...packets, again]).paths;
    expect(read(sent, [again, ...packets]).paths).toEqual(early);
    expect(early[0]).toMatchObject({ complete: false, entryNode: "node2" });
  });
});

describe("lines of others", () => {
  const { request, packets } = told("r-1", "node2", 40000);
  const client = { address: "198.51.100.10", port: 40000 };
  const frontend = { address: "203.0.113.10", port: 80 };

  test.each<[string, CapturedLine]>([
    ["another run's request", packet("other-1", client, frontend)],
    ["an id that only begins alike", packet("r-10", client, frontend)],
    ["an id with something after it", packet("r-1/x", client, frontend)],
    ["hostile text for an id", packet("</script><script>", client, frontend)],
    ["a name that every object has", packet("__proto__", client, frontend)],
    ["no id", packet("", client, frontend)],
    ["no packet", { kind: "foreign", line: "tshark says hello" }],
    ["a marker", { kind: "marker", text: "aks-lb-lab-marker-ab12-1" }],
    [
      "the id under another path",
      { kind: "request", source: client, destination: frontend, protocol: 6, at: 1, uri: "/x/r-1" },
    ],
  ])("are counted and change no path: %s", (_name, line) => {
    const alone = read([{ request, packets }], packets).paths;
    const { paths, count } = read([{ request, packets }], [["node1", line], ...packets]);
    expect(paths).toEqual(alone);
    expect(count).toEqual({ total: 2, counted: 1, duplicate: 0, foreign: 1 });
  });
});
