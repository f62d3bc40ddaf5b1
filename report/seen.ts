import type { ExperimentResult, RequestSighting } from "../experiments/result";
import { requestsOfStep } from "./ways";
import { count } from "./words";

/** So many lines of one node are told with their ports; more are put together by their addresses. */
const LINES = 12;

/** Packets that a node's eth0 saw, in the seed's own five fields; equal ones are one line. */
export interface SeenLine {
  readonly source: string;
  /** The source port, or how many there were. */
  readonly sourcePorts: string;
  readonly destination: string;
  readonly destinationPort: number;
  /** IP protocol number; 6 is TCP. */
  readonly protocol: number;
  readonly packets: number;
}

export interface SeenByNode {
  readonly node: string;
  /** Empty where it saw none. */
  readonly lines: readonly SeenLine[];
}

/** What each node's eth0 saw of the requests of one step. */
export function seenInStep(experiment: ExperimentResult, step: number): readonly SeenByNode[] {
  const ids = new Set(requestsOfStep(experiment, step).map(({ id }) => id));
  return Object.entries(experiment.sightings).map(([node, all]) => {
    const seen = all.filter(({ id }) => ids.has(id));
    const lines = linesOf(seen, ({ source }) => source.port);
    return { node, lines: lines.length <= LINES ? lines : linesOf(seen, () => null) };
  });
}

/** One line for all sightings with the same addresses and the same `port`. */
function linesOf(
  seen: readonly RequestSighting[],
  port: (sighting: RequestSighting) => number | null,
): SeenLine[] {
  const groups = new Map<string, [RequestSighting, ...RequestSighting[]]>();
  for (const sighting of seen) {
    const { source, destination, protocol } = sighting;
    const key = JSON.stringify([source.address, port(sighting), destination, protocol]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [sighting]);
    else group.push(sighting);
  }
  return [...groups.values()].map((group) => {
    const [{ source, destination, protocol }] = group;
    const ports = new Set(group.map(({ source }) => source.port)).size;
    return {
      source: source.address,
      sourcePorts: ports === 1 ? String(source.port) : count(ports, "port"),
      destination: destination.address,
      destinationPort: destination.port,
      protocol,
      packets: group.length,
    };
  });
}
