import type { RequestSighting } from "../../../cli/watch/sighting";
import { cluster, end, nodeNamed } from "../../experiments/fixtures";

/** The fixtures' cluster: three nodes, one pod, on node2. */
export { cluster, end };

export const CLIENT = end("198.51.100.10", 40000);
export const FRONTEND = end("203.0.113.10", 80);
export const POD = end("10.244.1.2", 80);

/** The three sightings of a request that enters by `node` and has its pod on node2; `segment` is all that makes it one. */
export function bounced(node: string, segment: string, at = 1.5) {
  const snat = end(nodeNamed(node).address, 20_000);
  const told = { at, segment, method: "GET", uri: "/" };
  return [
    { ...told, node, source: CLIENT, destination: FRONTEND },
    { ...told, node, source: snat, destination: POD },
    { ...told, node: "node2", source: snat, destination: POD },
  ] as const satisfies readonly RequestSighting[];
}

export function direct(segment: string, node = "node2"): RequestSighting {
  return { node, at: 1.5, segment, method: "GET", uri: "/", source: CLIENT, destination: FRONTEND };
}
