import { entryNodeCandidates, type ClusterFacts, type NodeFacts, type PodFacts } from "../cluster/facts";

/** A way that a new connection may take, and how often it does: 0 to 1. */
export interface ExpectedWay {
  readonly entryNode: NodeFacts;
  readonly pod: PodFacts;
  readonly probability: number;
}

/**
 * All ways of a new connection without session affinity, under a uniform hash: any entry node alike, and there any pod alike that
 * kube-proxy may choose. With the policy Local these are the entry node's own.
 */
export function expectedWays(cluster: ClusterFacts): readonly ExpectedWay[] {
  const entryNodes = entryNodeCandidates(cluster);
  return entryNodes.flatMap((entryNode) => {
    const pods = cluster.pods.filter(
      ({ node }) => cluster.service.externalTrafficPolicy === "Cluster" || node === entryNode.name,
    );
    const probability = 1 / (entryNodes.length * pods.length);
    return pods.map((pod) => ({ entryNode, pod, probability }));
  });
}

/** The share of new connections whose pod is in another zone than their entry node, 0 to 1. */
export function expectedCrossing(cluster: ClusterFacts): number {
  const zones = new Map(cluster.nodes.map(({ name, zone }) => [name, zone]));
  return sum(expectedWays(cluster), ({ entryNode, pod }) => entryNode.zone !== zones.get(pod.node));
}

/** How much of the traffic takes the ways that `match`, 0 to 1. */
export function sum(ways: readonly ExpectedWay[], match: (way: ExpectedWay) => boolean): number {
  return ways.filter(match).reduce((total, { probability }) => total + probability, 0);
}
