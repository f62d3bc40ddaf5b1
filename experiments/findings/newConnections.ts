import { entryNodeCandidates } from "../cluster/facts";
import type { Path } from "../join/path";
import { chanceFinding, factFinding, type Expectation, type Finding } from "./finding";
import { entryNode, quantity, sourcePort, tally, tallyText } from "./tally";

/** No two requests came from one source port. */
export const ownSourcePorts: Expectation = ({ paths }) => {
  const ports = tally(paths, sourcePort);
  return factFinding(
    "own-source-ports",
    quantity(paths.length, "source port"),
    quantity(ports.size, "source port"),
    { holds: paths.length > 0 && ports.size === paths.length, by: firstRepeated(paths) },
  );
};

function firstRepeated(paths: readonly Path[]): Path | undefined {
  const seen = new Set<number>();
  return paths.find(({ clientPort }) => {
    if (clientPort === null) return false;
    const repeated = seen.has(clientPort);
    seen.add(clientPort);
    return repeated;
  });
}

/** The hash sent new connections to more than one node. */
export const severalEntryNodes: Expectation = ({ paths, cluster }) => {
  const counts = tally(paths, entryNode);
  const nodes = entryNodeCandidates(cluster).length;
  // A request that no node told of says nothing about the hash.
  const known = paths.filter((path) => entryNode(path) !== null).length;
  return chanceFinding(
    "several-entry-nodes",
    "more than 1 entry node",
    `${quantity(counts.size, "entry node")}: ${tallyText(counts)}`,
    {
      holds: counts.size > 1,
      falseAlarm: {
        probability: nodes ** -Math.max(0, known - 1),
        event: `all ${known} on one of ${quantity(nodes, "node")}`,
      },
    },
  );
};

/** Whoever was sent on to another node arrived there under the entry node's own address. */
export const bouncedCarryEntryNode: Expectation = ({ paths, cluster }) => {
  const addresses = new Map(cluster.nodes.map(({ name, address }) => [name, address]));
  // Where one of the two is not known there is nothing to compare: that it is missing is told elsewhere.
  const bounced = paths.filter(
    ({ route, entryNode, snat }) => route === "bounced" && entryNode !== null && snat !== null,
  );
  const other = bounced.find(({ entryNode, snat }) => snat?.address !== addresses.get(entryNode ?? ""));
  return amongSome("bounced-carry-entry-node", "each bounced request carries its entry node's address", {
    kind: "bounced",
    some: bounced,
    other,
  });
};

/** Whoever entered by the pod's own node was seen there under the client's own address, and nowhere else. */
export const directCarryClient: Expectation = ({ paths, cluster, clients }) => {
  const own = new Set(cluster.nodes.flatMap(({ address, podSideAddress }) => [address, podSideAddress]));
  const known = new Map(clients.map(({ name, address }) => [name, address]));
  const direct = paths.filter(({ route }) => route === "direct");
  const other = direct.find(({ client, clientAddress, snat }) => {
    const address = known.get(client);
    const isClient = address === undefined ? !own.has(clientAddress ?? "") : address === clientAddress;
    return !isClient || snat !== null;
  });
  return amongSome("direct-carry-client", "each direct request carries the client's address on the wire", {
    kind: "direct",
    some: direct,
    other,
  });
};

/** A finding about some of the requests: without any of them there is nothing to judge. */
function amongSome(
  name: string,
  expected: string,
  { kind, some, other }: { kind: string; some: readonly Path[]; other: Path | undefined },
): Finding {
  if (some.length === 0) {
    return { ...factFinding(name, expected, `none was ${kind}`, { holds: true }), verdict: "undecided" };
  }
  const seen = other
    ? `${other.id} carries ${other.snat?.address ?? other.clientAddress ?? "no known address"}`
    : `so do all ${some.length} that were ${kind}`;
  return factFinding(name, expected, seen, { holds: other === undefined, by: other });
}
