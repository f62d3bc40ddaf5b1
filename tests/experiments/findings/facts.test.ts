import { oneResourceUpdated, ruleIsSourceIP } from "../../../experiments/findings/affinity";
import { everyRequestTold } from "../../../experiments/findings/everyRequestTold";
import type { Expectation } from "../../../experiments/findings/finding";
import {
  bouncedCarryEntryNode,
  directCarryClient,
  ownSourcePorts,
} from "../../../experiments/findings/newConnections";
import { oneEntryNode, onePod, oneSourcePort } from "../../../experiments/findings/oneOf";
import { completePath, evidence, lostPath } from "../fixtures";
import { testCases, type Case } from "./cases";

const one = completePath({ id: "r-1" });
const two = completePath({ id: "r-2" });
const bounced = completePath({ id: "r-2", entryNode: "node1", clientPort: 40001 });
const lost = lostPath("r-9");
const update = (name: string) => ({ operation: "update", type: "kubernetes:core/v1:Service", name });

const cases: readonly Case[] = [
  {
    name: "one port",
    judge: oneSourcePort,
    paths: [one, two],
    verdict: "holds",
    seen: "1 source port: 40000 2",
  },
  {
    name: "two ports",
    judge: oneSourcePort,
    paths: [one, two, bounced, { ...bounced, id: "r-4" }],
    verdict: "contradicted",
    by: "r-2",
    seen: "2 source ports: 40000 2, 40001 2",
  },
  {
    name: "no port known",
    judge: oneSourcePort,
    paths: [lost],
    verdict: "contradicted",
    seen: "0 source ports: none",
  },
  {
    name: "one entry node, a request lost",
    judge: oneEntryNode,
    paths: [lost, one, two],
    verdict: "holds",
    seen: "1 entry node: node2 2",
  },
  {
    name: "two entry nodes",
    judge: oneEntryNode,
    paths: [lost, one, bounced],
    verdict: "contradicted",
    by: "r-2",
    seen: "2 entry nodes: node1 1, node2 1",
  },
  {
    name: "nothing sent",
    judge: oneEntryNode,
    paths: [],
    verdict: "contradicted",
    seen: "0 entry nodes: none",
  },
  { name: "one pod", judge: onePod, paths: [one, bounced], verdict: "holds", seen: "1 pod: testapp-b2 2" },
  {
    name: "two pods",
    judge: onePod,
    paths: [one, completePath({ id: "r-3", pod: "testapp-c3" }), two],
    verdict: "contradicted",
    by: "r-3",
    seen: "2 pods: testapp-b2 2, testapp-c3 1",
  },
  { name: "all told", judge: everyRequestTold, paths: [one, bounced], verdict: "holds", seen: "2 of 2" },
  {
    name: "two lost",
    judge: everyRequestTold,
    paths: [one, lost, lostPath("r-10")],
    verdict: "contradicted",
    by: "r-9",
    seen: "not so for 2 of 3; the first: no answer within 5 s",
  },
  {
    name: "wire and pod disagree",
    judge: everyRequestTold,
    paths: [one, lostPath("r-5", { missing: [], disagreements: ["the pod saw x, the wire shows y"] })],
    verdict: "contradicted",
    by: "r-5",
    seen: "not so for 1 of 2; the first: the pod saw x, the wire shows y",
  },
  { name: "no request", judge: everyRequestTold, paths: [], verdict: "contradicted", seen: "0 of 0" },
  {
    name: "the rule changed",
    judge: ruleIsSourceIP,
    change: { loadDistribution: { before: "Default", after: "SourceIP" } },
    verdict: "holds",
    seen: "Default -> SourceIP",
  },
  {
    name: "the rule stayed",
    judge: ruleIsSourceIP,
    change: { loadDistribution: { before: "Default", after: "Default" } },
    verdict: "contradicted",
    seen: "Default -> Default",
  },
  {
    name: "the rule was so before",
    judge: ruleIsSourceIP,
    change: { loadDistribution: { before: "SourceIP", after: "SourceIP" } },
    verdict: "contradicted",
    seen: "SourceIP -> SourceIP",
  },
  {
    name: "one update",
    judge: oneResourceUpdated,
    change: { changes: [update("testapp")] },
    verdict: "holds",
    seen: "update testapp",
  },
  {
    name: "two updates",
    judge: oneResourceUpdated,
    change: { changes: [update("testapp"), update("debugger")] },
    verdict: "contradicted",
    seen: "update testapp, update debugger",
  },
  {
    name: "a replacement",
    judge: oneResourceUpdated,
    change: { changes: [{ ...update("testapp"), operation: "replace" }] },
    verdict: "contradicted",
    seen: "replace testapp",
  },
  ...[null, []].map((changes): Case => ({
    name: `no update (${JSON.stringify(changes)})`,
    judge: oneResourceUpdated,
    change: { changes },
    verdict: "contradicted",
    seen: "nothing changed",
  })),
];

describe("findings about facts", () => {
  testCases(cases);

  test.each<[Expectation, string, string]>([
    [oneSourcePort, "one-source-port", "1 source port"],
    [oneEntryNode, "one-entry-node", "1 entry node"],
    [onePod, "one-pod", "1 pod"],
    [ownSourcePorts, "own-source-ports", "2 source ports"],
    [
      bouncedCarryEntryNode,
      "bounced-carry-entry-node",
      "each bounced request carries its entry node's address",
    ],
    [
      directCarryClient,
      "direct-carry-client",
      "each direct request carries the client's address on the wire",
    ],
    [
      everyRequestTold,
      "every-request-told",
      "2 requests: answered, seen on each node passed, wire and pod agree",
    ],
    [ruleIsSourceIP, "rule-is-source-ip", "loadDistribution Default -> SourceIP"],
    [oneResourceUpdated, "one-resource-updated", "pulumi up: update of 1 resource"],
  ])("%# has its name and says what it expected: %s %s", (judge, name, expected) => {
    expect(judge(evidence([one, bounced]))).toMatchObject({ name, expected });
  });
});
