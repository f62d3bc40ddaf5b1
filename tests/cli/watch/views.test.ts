import { frame } from "../../../cli/watch/frame";
import { jsonView } from "../../../cli/watch/jsonView";
import { plainView } from "../../../cli/watch/plainView";
import { Tally } from "../../../cli/watch/tally";
import type { Way } from "../../../cli/watch/way";
import { Ways } from "../../../cli/watch/ways";
import { wayLine, type Circumstances } from "../../../cli/watch/words";
import { bounced, cluster, direct } from "./fixtures";

const nameOf = (address: string) => (address === "198.51.100.10" ? "client-a" : address);
const circumstances: Circumstances = { service: cluster.service, loadDistribution: "Default" };

function someWays(): Way[] {
  const ways = new Ways(cluster);
  for (const sighting of [...bounced("node1", "1"), direct("2")]) ways.add(sighting);
  const [last] = bounced("node3", "3")
    .map((sighting) => ways.add(sighting))
    .filter((way) => way !== undefined);
  const [first] = new Ways(cluster).settle([]);
  if (last === undefined || first !== undefined)
    throw new Error("one way is told at once, and none of nothing");
  return [last, ...ways.settle(["2"]), last];
}

describe("lines", () => {
  test("tell each request, the circumstances when they change, and the counters", () => {
    const lines: string[] = [];
    const view = plainView((line) => lines.push(line), nameOf);
    view.circumstances(circumstances);
    for (const way of someWays()) view.way(way);
    view.circumstances(circumstances);
    view.circumstances({ ...circumstances, loadDistribution: "SourceIP" });
    view.end();
    // The time of day is that of whoever looks.
    expect(lines.map((line) => line.replace(/^\d\d:\d\d:\d\d\.\d{3} {2}/, ""))).toEqual([
      "203.0.113.10:80  load distribution Default  session affinity None  external traffic policy Cluster",
      "client-a:40000 -> node3 -> SNAT 10.240.0.6:20000 -> …b2 on node2  (bounced, crosses zones)  GET /",
      "client-a:40000 -> node2 -> …b2 on node2  (direct)  GET /",
      "client-a:40000 -> node3 -> SNAT 10.240.0.6:20000 -> …b2 on node2  (bounced, crosses zones)  GET /",
      "203.0.113.10:80  load distribution SourceIP  session affinity None  external traffic policy Cluster",
      "3 requests: 1 direct, 2 bounced, 2 across zones",
      "REQUESTS  SHARE  CLIENT    ENTRY NODE  SNAT AS     POD  POD'S NODE  ZONES",
      "       2   67 %  client-a  node3       10.240.0.6  …b2  node2       crossed",
      "       1   33 %  client-a  node2       direct      …b2  node2       same",
    ]);
  });

  test("hold no orders to the terminal", () => {
    const [way] = someWays();
    if (way === undefined) throw new Error("a way");
    expect(wayLine({ ...way, uri: "/\u001b[2J\n" }, nameOf)).not.toMatch(/[\u0000-\u001f]/);
  });
});

describe("JSON", () => {
  test("is an object a line, of three kinds", () => {
    const lines: string[] = [];
    const view = jsonView((line) => lines.push(line), nameOf);
    view.circumstances(circumstances);
    const ways = someWays();
    for (const way of ways) view.way(way);
    view.circumstances(circumstances);
    view.end();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { kind: "circumstances", ...circumstances },
      ...ways.map((way) => ({ kind: "request", clientName: "client-a", ...way })),
      {
        ...{ kind: "sums", requests: 3, direct: 1, bounced: 2, zoneCrossing: 2, untold: 0 },
        paths: [
          expect.objectContaining({ client: "client-a", entryNode: "node3", route: "bounced", requests: 2 }),
          expect.objectContaining({ client: "client-a", entryNode: "node2", route: "direct", requests: 1 }),
        ],
      },
    ]);
  });
});

describe("a frame", () => {
  function scene(paths: number, requests: number) {
    const tally = new Tally((address) => address);
    const [way] = someWays();
    if (way === undefined) throw new Error("a way");
    for (let i = 0; i < paths; i += 1) tally.add({ ...way, client: { address: `192.0.2.${i}`, port: 1 } });
    const last = Array.from({ length: requests }, (_, i) => `request ${i} ${"x".repeat(300)}`);
    return { circumstances, tally, last, ended: false };
  }

  test.each([
    [{ columns: 80, rows: 24 }, 3, 100],
    [{ columns: 40, rows: 10 }, 100, 100],
    [{ columns: 20, rows: 1 }, 0, 0],
    [{ columns: 200, rows: 60 }, 100, 2],
  ])("fits into %j with %i paths and %i requests", (size, paths, requests) => {
    const lines = frame(scene(paths, requests), size);
    expect(lines.length).toBeLessThan(Math.max(2, size.rows));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(size.columns);
  });

  test("shows the newest requests, counts the paths without room, and tells how it ends", () => {
    const lines = frame(scene(30, 100), { columns: 100, rows: 30 });
    expect(lines.at(-1)).toBe("Ctrl-C ends it");
    expect(lines.at(-2)).toMatch(/^request 99 x+…$/);
    expect(lines).toContain("… and 19 more paths");
    expect(lines[1]).toBe("30 requests: 0 direct, 30 bounced, 30 across zones");
    expect(frame({ ...scene(1, 1), ended: true }, { columns: 100, rows: 30 })).not.toContain(
      "Ctrl-C ends it",
    );
  });
});
