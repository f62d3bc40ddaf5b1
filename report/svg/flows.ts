import { count, plain, short, shortPod } from "../words";
import { WAYS, WAY_WORDS, zoneNumber, type Way, type WayGroup } from "../ways";
import { chart } from "./chart";
import type { SankeySeriesOption } from "./echarts";
import type { Drawing } from "./drawing";
import { standIn } from "./palette";

/** Client, entry node, SNAT, pod. */
const HEADINGS = ["client", "entry node", "SNAT as", "pod"] as const;
const NARROW_HEADINGS = ["client", "entry", "SNAT", "pod"] as const;

type Node = NonNullable<SankeySeriesOption["data"]>[number];
type Link = NonNullable<SankeySeriesOption["links"]>[number];

/** Beyond so many clients a picture of single clients is one of none. */
const MOST_CLIENTS = 12;

interface Stop {
  readonly column: 0 | 1 | 2 | 3;
  readonly name: string;
  /** The node that a pod is on. */
  readonly node?: string;
  /** The zone it is in; empty where that goes without saying. */
  readonly place: string;
}

/**
 * The ways of one step's requests as flows from left to right, each as wide as it has requests.
 * @param width of the drawing; below 500 labels are short.
 */
export function flowsSvg(ways: readonly WayGroup[], width: number): Drawing {
  const clients = new Set(ways.map(({ client }) => client)).size;
  const narrow = width < 500;
  const routes = ways.map((way) => ({ way, stops: stopsOf(way, clients > MOST_CLIENTS) }));
  const stops = new Map(routes.flatMap(({ stops }) => stops.map((stop) => [keyOf(stop), stop])));
  const totals = new Map<string, number>();
  for (const { way, stops } of routes) {
    for (const stop of stops) totals.set(keyOf(stop), (totals.get(keyOf(stop)) ?? 0) + way.requests.length);
  }
  const data: Node[] = [...stops]
    .sort(([, a], [, b]) => inOrder.compare(a.name, b.name))
    .map(([name, stop]) => ({
      name,
      depth: stop.column,
      itemStyle: { color: standIn("soft") },
      label: labelOf(stop, totals.get(name) ?? 0, narrow),
    }));
  const height = TOP + Math.max(84, fullestColumn([...stops.values()]) * 44) + 8;
  const side = { left: 2, right: narrow ? 56 : 120 };
  const option = {
    title: headings(width, side, narrow),
    series: [
      {
        type: "sankey" as const,
        ...{ ...side, top: TOP, bottom: 8 },
        ...{ nodeWidth: 7, nodeGap: 14, layoutIterations: 0, draggable: false, silent: true },
        emphasis: { disabled: true },
        data,
        links: linksOf(routes),
      },
    ],
  };
  return chart(option, { width, height }, describe(ways));
}

const TOP = 30;

/** The same order in every picture; node10 after node9. */
const inOrder = new Intl.Collator("en", { numeric: true });

function fullestColumn(stops: readonly Stop[]): number {
  return Math.max(...HEADINGS.map((_, column) => stops.filter((stop) => stop.column === column).length));
}

function stopsOf(way: WayGroup, manyClients: boolean): readonly Stop[] {
  const zone = (name: string | null) =>
    name === null || name === "" ? "" : `zone ${plain(zoneNumber(name))}`;
  const node = way.podNode === null ? "" : short(way.podNode);
  return [
    { column: 0, name: manyClients ? "all clients" : plain(way.client), place: "" },
    { column: 1, name: way.entryNode === null ? UNKNOWN : short(way.entryNode), place: zone(way.entryZone) },
    { column: 2, name: way.way === "direct" ? "none" : plain(way.snat ?? UNKNOWN), place: "" },
    {
      column: 3,
      name: way.pod === null ? UNKNOWN : shortPod(way.pod),
      node,
      place: zone(way.podZone),
    },
  ];
}

const UNKNOWN = "not known";

function keyOf({ column, name, node, place }: Stop): string {
  return JSON.stringify([column, name, node, place]);
}

function labelOf({ column, name, node = "", place }: Stop, total: number, narrow: boolean) {
  const told = (...parts: readonly string[]) => parts.filter((part) => part !== "");
  const figures = narrow ? String(total) : told(place, String(total)).join(" · ");
  const lines = column === 2 ? [name] : told(name, narrow ? "" : node, figures);
  return {
    position: "right" as const,
    distance: 3,
    color: standIn("ink"),
    fontSize: narrow ? 10 : 12,
    lineHeight: narrow ? 12 : 15,
    // The label lies on the flow.
    ...(column === 3 ? {} : { backgroundColor: standIn("paper"), padding: [1, 7, 1, 3], borderRadius: 2 }),
    formatter: () => lines.join("\n"),
  };
}

function headings(width: number, { left, right }: { left: number; right: number }, narrow: boolean) {
  const step = (width - left - right - 7) / 3;
  return (narrow ? NARROW_HEADINGS : HEADINGS).map((text, column) => ({
    text,
    ...{ left: left + column * step, top: 0, padding: 0 },
    textStyle: { color: standIn("soft"), fontSize: narrow ? 10 : 12, fontWeight: "normal" as const },
  }));
}

interface Route {
  readonly way: WayGroup;
  readonly stops: readonly Stop[];
}

/** One link for each kind of way between two stops, the kinds in one order everywhere. */
function linksOf(routes: readonly Route[]): Link[] {
  const values = new Map<string, { way: Way; source: string; target: string; value: number }>();
  for (const kind of WAYS) {
    for (const { way, stops } of routes.filter(({ way }) => way.way === kind)) {
      for (const [i, stop] of stops.slice(1).entries()) {
        const before = stops[i];
        if (before === undefined) continue;
        const [source, target] = [keyOf(before), keyOf(stop)];
        const key = JSON.stringify([kind, source, target]);
        const value = (values.get(key)?.value ?? 0) + way.requests.length;
        values.set(key, { way: kind, source, target, value });
      }
    }
  }
  return [...values.values()].map(({ way, source, target, value }) => ({
    ...{ source, target, value },
    lineStyle: { color: standIn(way), opacity: 1, curveness: 0.5 },
  }));
}

function describe(ways: readonly WayGroup[]): string {
  const told = ways.slice(0, 20).map(({ way, client, entryNode, pod, podNode, requests }) => {
    const entry = `${client} by ${entryNode ?? "an unknown node"}`;
    return `${entry} to ${pod ?? "an unknown pod"} on ${podNode ?? "an unknown node"}: ${count(requests.length, "request")}, ${WAY_WORDS[way].name}`;
  });
  return `Flows from client over entry node and SNAT to the pod. ${told.join("; ")}.`;
}
