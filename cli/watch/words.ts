import type { ServiceFacts } from "../../experiments/cluster/facts";
import type { LoadDistribution } from "../../local/loadBalancer/rule";
import { plain, shortPod } from "../../report/words";
import { timeOfDay } from "../capture/packetLine";
import type { PathCount, Totals } from "./tally";
import type { Way } from "./way";

/** How the load balancer and the Service are set at this moment. */
export interface Circumstances {
  readonly service: ServiceFacts;
  /** `null` while the load balancer has no rule for the Service. */
  readonly loadDistribution: LoadDistribution | null;
}

const MILLISECONDS = -3;

/** A way on one line: client -> entry node -> SNAT -> pod on its node. */
export function wayLine(way: Way, nameOf: (address: string) => string): string {
  const { client, entryNode, snat, pod, podNode, route, zoneCrossed } = way;
  const steps = [
    client === null ? "?" : `${nameOf(client.address)}:${client.port}`,
    entryNode ?? "?",
    ...(snat === null ? [] : [`SNAT ${snat.address}:${snat.port}`]),
    `${pod === null ? "?" : shortPod(pod)} on ${podNode ?? "?"}`,
  ];
  const kind = [route ?? "untold", ...(zoneCrossed === true ? ["crosses zones"] : [])].join(", ");
  const line = `${timeOfDay(way.at).slice(0, MILLISECONDS)}  ${steps.join(" -> ")}  (${kind})  ${way.method} ${way.uri}`;
  return plain([line, ...way.untold.map((sentence) => `not told: ${sentence}`)].join("; "));
}

export function circumstancesLine({ service, loadDistribution }: Circumstances): string {
  const { frontendIP, port, sessionAffinity, externalTrafficPolicy } = service;
  return [
    `${frontendIP}:${port}`,
    `load distribution ${loadDistribution ?? "?"}`,
    `session affinity ${sessionAffinity}`,
    `external traffic policy ${externalTrafficPolicy}`,
  ].join("  ");
}

export function totalsLine({ requests, direct, bounced, zoneCrossing, untold }: Totals): string {
  const parts = [`${direct} direct`, `${bounced} bounced`, `${zoneCrossing} across zones`];
  if (untold > 0) parts.push(`${untold} not told in full`);
  return `${requests} request${requests === 1 ? "" : "s"}: ${parts.join(", ")}`;
}

export const PATH_HEADING = [
  "REQUESTS",
  "SHARE",
  "CLIENT",
  "ENTRY NODE",
  "SNAT AS",
  "POD",
  "POD'S NODE",
  "ZONES",
];

export function pathCells(path: PathCount, all: number): string[] {
  const { requests, client, entryNode, route, snat, pod, podNode, zoneCrossed } = path;
  return [
    String(requests).padStart(PATH_HEADING[0]?.length ?? 0),
    `${((100 * requests) / all).toFixed(0)} %`.padStart(5),
    ...[client, entryNode, route === "bounced" ? snat : (route ?? "?")].map(plain),
    ...[pod === "?" ? pod : shortPod(pod), plain(podNode)],
    zoneCrossed === null ? "?" : zoneCrossed ? "crossed" : "same",
  ];
}
