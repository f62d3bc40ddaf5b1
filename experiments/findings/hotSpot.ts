import { entryNodeCandidates } from "../cluster/facts";
import type { Path } from "../join/path";
import { highestLikely, RARE } from "../statistics/likely";
import { chanceFinding, factFinding, type Expectation } from "./finding";
import { firstOther } from "./oneOf";
import { entryNode, quantity, sourcePort, tally, tallyText } from "./tally";

/** Every connection, however long it lives, has one entry node. */
export const connectionsStick: Expectation = ({ paths }) => {
  const connections = byConnection(paths);
  const stray = connections.map((own) => firstOther(own, entryNode)).find((path) => path !== undefined);
  const nodes = new Set(connections.map((own) => tally(own, entryNode).size));
  return factFinding(
    "connections-stick",
    "each connection: 1 entry node",
    stray === undefined
      ? `so do all ${connections.length}`
      : `not so for the one from port ${stray.clientPort ?? "unknown"}`,
    { holds: connections.length > 0 && stray === undefined && !nodes.has(0), by: stray },
  );
};

/** A few connections cannot be shared out evenly: some node has more than its part, whatever the hash. */
export const fewMakeAPeak: Expectation = ({ paths, cluster }) => {
  const nodes = entryNodeCandidates(cluster).length;
  const connections = byConnection(paths);
  const told = connections.flat().length;
  const onOne = Math.ceil(connections.length / Math.max(1, nodes));
  const least = (onOne * Math.min(...connections.map((own) => own.length)) * nodes) / told;
  const { peak, text } = peakOf(paths, nodes);
  const finding = factFinding(
    "few-make-a-peak",
    `peak-to-mean at least ${least.toFixed(2)}: one of ${quantity(nodes, "node")} has ${onOne} of ${connections.length}`,
    text,
    { holds: peak >= least - ROUNDING },
  );
  // With a connection for each node or less, or one node, the least is what the mean is.
  return connections.length === 0 || least <= 1 ? { ...finding, verdict: "undecided" } : finding;
};

/** Many connections are shared out nearly evenly: for traffic without session affinity. */
export const manyAreEven: Expectation = ({ paths, cluster }) => {
  const nodes = entryNodeCandidates(cluster).length;
  const { peak, count, text } = peakOf(paths, nodes);
  const connections = byConnection(paths).length;
  const most = highestLikely(count, 1 / nodes, RARE / nodes);
  const finding = chanceFinding(
    "many-are-even",
    `${quantity(connections, "connection")}: peak-to-mean at most ${((most * nodes) / Math.max(1, count)).toFixed(2)}`,
    text,
    {
      holds: peak <= (most * nodes) / count,
      falseAlarm: {
        probability: RARE,
        event: `more than ${most} of ${count} on one of ${quantity(nodes, "node")}`,
      },
    },
  );
  return nodes < 2 || most >= count ? { ...finding, verdict: "undecided" } : finding;
};

/** Sums of thirds are not exact. */
const ROUNDING = 1e-9;

function peakOf(paths: readonly Path[], nodes: number) {
  const counts = tally(paths, entryNode);
  const count = [...counts.values()].reduce((sum, each) => sum + each, 0);
  const peak = count === 0 ? 0 : (Math.max(...counts.values()) * nodes) / count;
  return { peak, count, text: `${peak.toFixed(2)}: ${tallyText(counts)}` };
}

/** The paths of each source port of each client; those of which it is not known are left out. */
function byConnection(paths: readonly Path[]): readonly (readonly Path[])[] {
  const connections = new Map<string, Path[]>();
  for (const path of paths) {
    const port = sourcePort(path);
    if (port === null) continue;
    const key = `${path.client} ${port}`;
    connections.set(key, [...(connections.get(key) ?? []), path]);
  }
  return [...connections.values()];
}
