import type { Path } from "../experiments/join/path";
import type { Endpoint } from "../experiments/traffic/sentRequest";
import type { ClusterFacts } from "../experiments/cluster/facts";
import type { Paint } from "./paint";
import { table, type Column } from "./table";
import { median, zoneNumber } from "./ways";
import { plain, requestNumber, short, shortPod } from "./words";

/** So many requests are shown one by one; of more the first few, and all of them by what they have in common. */
const ONE_BY_ONE = 12;
const FIRST = 3;

/** The way of every request. */
export function pathTables(requests: readonly Path[], { nodes }: ClusterFacts, paint: Paint): string {
  const zones = new Map(nodes.map(({ name, zone }) => [name, zone]));
  if (requests.length <= ONE_BY_ONE) return single(requests, zones, paint);
  return [
    paint("dim", `The first ${FIRST}:`),
    single(requests.slice(0, FIRST), zones, paint),
    paint("dim", `All ${requests.length}, with those alike in one row:`),
    grouped(requests, zones, paint),
  ].join("\n");
}

type Zones = ReadonlyMap<string, string>;

const WAY: readonly Column[] = [
  { title: "entry\nnode" },
  { title: "SNAT as" },
  { title: "pod" },
  { title: "pod's\nnode" },
  { title: "zone\ncrossing" },
  { title: "ms", align: "right" },
];

function single(paths: readonly Path[], zones: Zones, paint: Paint): string {
  const columns = [{ title: "request" }, { title: "client:port" }, ...WAY];
  const rows = paths.map((path) => [
    requestNumber(path.id),
    `${short(path.client)}:${path.clientPort ?? "?"}`,
    ...way(path, zones, endpoint(path.snat)),
    path.milliseconds.toFixed(1),
  ]);
  return table(columns, rows, paint);
}

function grouped(paths: readonly Path[], zones: Zones, paint: Paint): string {
  const columns = [
    { title: "requests", align: "right" as const },
    { title: "client" },
    { title: "ports", align: "right" as const },
    ...WAY,
  ];
  const rows = [...alike(paths).values()].map((group) => {
    const [first] = group;
    const ports = new Set(group.map(({ clientPort }) => clientPort)).size;
    return [
      String(group.length),
      short(first.client),
      String(ports),
      ...way(first, zones, first.snat === null ? "?" : plain(first.snat.address)),
      median(group.map(({ milliseconds }) => milliseconds)).toFixed(1),
    ];
  });
  return table(columns, rows, paint);
}

function way(path: Path, zones: Zones, snat: string): string[] {
  const { route, entryNode, pod, podNode } = path;
  return [
    short(entryNode ?? "?"),
    route === "direct" ? "direct" : snat,
    shortPod(pod ?? "?"),
    short(podNode ?? "?"),
    crossing(path, zones),
  ];
}

function crossing({ entryNode, podNode, zoneCrossed }: Path, zones: Zones): string {
  if (zoneCrossed === null) return "?";
  const [from = "", to = ""] = [entryNode, podNode].map((node) =>
    plain(zoneNumber(zones.get(node ?? "") ?? "")),
  );
  return zoneCrossed ? `${from} -> ${to}` : "no";
}

function alike(paths: readonly Path[]): ReadonlyMap<string, [Path, ...Path[]]> {
  const groups = new Map<string, [Path, ...Path[]]>();
  for (const path of paths) {
    const { client, entryNode, route, snat, pod, podNode } = path;
    const key = JSON.stringify([client, entryNode, route, snat?.address, pod, podNode]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [path]);
    else group.push(path);
  }
  return groups;
}

function endpoint(end: Endpoint | null): string {
  return end === null ? "?" : plain(`${end.address}:${end.port}`);
}
