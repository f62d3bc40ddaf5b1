import { entryNodeCandidates, type ExternalTrafficPolicy } from "../../../experiments/cluster/facts";
import { expectedWays } from "../../../experiments/statistics/expected";
import { cluster } from "../fixtures";

/** The fixtures' cluster with pods on node2 and node3, of which `leftOut` is in no backend pool. */
function clusterWithout(leftOut: string, externalTrafficPolicy: ExternalTrafficPolicy) {
  const [pod] = cluster.pods;
  if (pod === undefined) throw new Error("a pod");
  return {
    nodes: cluster.nodes.map((node) => (node.name === leftOut ? { ...node, leftOut: true as const } : node)),
    pods: [pod, { ...pod, name: "testapp-c2", address: "10.244.2.2", node: "node3" }],
    service: { ...cluster.service, externalTrafficPolicy },
  };
}

test.each<[ExternalTrafficPolicy, string, string[]]>([
  ["Cluster", "none", ["node1", "node2", "node3"]],
  ["Cluster", "node3", ["node1", "node2"]],
  ["Local", "none", ["node2", "node3"]],
  ["Local", "node3", ["node2"]],
])("with the policy %s and %s left out, connections enter by %j", (policy, leftOut, expected) => {
  const facts = clusterWithout(leftOut, policy);
  expect(entryNodeCandidates(facts).map(({ name }) => name)).toEqual(expected);
  const ways = expectedWays(facts);
  expect([...new Set(ways.map(({ entryNode }) => entryNode.name))]).toEqual(expected);
  expect(ways.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
});
