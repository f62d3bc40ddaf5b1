import type { ClusterFacts } from "../../../experiments/cluster/facts";
import { readLook, whatIsAmiss } from "../../../experiments/cluster/kubeProxies";
import { recentListName } from "../../../experiments/cluster/kubeProxyAffinity";
import { cluster } from "../fixtures";

const pod = (name: string, address: string) => ({ name, address, port: 80, node: "node1" });
const one = pod("pod-1", "10.244.0.2");
const two = pod("pod-2", "10.244.0.3");
const three = pod("pod-3", "10.244.0.4");

function facts(sessionAffinity: "None" | "ClientIP", ...pods: ClusterFacts["pods"]): ClusterFacts {
  return { ...cluster, pods, service: { ...cluster.service, sessionAffinity } };
}

const listOf = (pod: typeof one) => recentListName(cluster.service, pod);
const times = (count: number, ...names: string[]): string[] =>
  Array.from({ length: count }, (_, i) => names[i % names.length] ?? "");

describe("whether a kube-proxy follows", () => {
  test.each([
    { name: "one pod", cluster: facts("None", one), answers: times(16, "pod-1"), amiss: undefined },
    {
      name: "two pods, both answer",
      cluster: facts("None", one, two),
      answers: times(32, "pod-1", "pod-2"),
      amiss: undefined,
    },
    {
      name: "the second is not known yet",
      cluster: facts("None", one, two),
      answers: times(32, "pod-1"),
      amiss: "pod-2 does not answer yet",
    },
    {
      name: "one that is gone answers",
      cluster: facts("None", one),
      gone: [two],
      answers: times(16, "pod-1", "pod-2"),
      amiss: "pod-2 still answers",
    },
    {
      name: "one that is gone does not answer, and is still asked",
      cluster: facts("None", one),
      gone: [two],
      answers: times(8, "pod-1"),
      amiss: "8 of 16 requests were answered",
    },
    {
      name: "affinity was turned off and is not yet",
      cluster: facts("None", one),
      lists: [one],
      answers: times(16, "pod-1"),
      amiss: "1 of 1 endpoints remember their clients",
    },
    { name: "affinity", cluster: facts("ClientIP", one, two), lists: [one, two], amiss: undefined },
    {
      name: "affinity, the second not known yet",
      cluster: facts("ClientIP", one, two),
      lists: [one],
      amiss: "1 of 2 endpoints remember their clients",
    },
    {
      name: "affinity, one that is gone",
      cluster: facts("ClientIP", one),
      gone: [three],
      lists: [one, three],
      amiss: "an endpoint that is gone still remembers its clients",
    },
  ])("$name: $amiss", ({ cluster, gone = [], lists = [], answers = [], amiss }) => {
    const look = { lists: new Set(lists.map(listOf)), answers };
    expect(whatIsAmiss(look, { facts: cluster, gone })).toBe(amiss);
  });
});

test.each([
  ["", [""], []],
  ["*\n", ["*"], []],
  [
    'KUBE-SEP-A KUBE-SEP-B\nHTTP/1.1 200 OK\r\n\r\n{"id":null,"pod":"p-1"}HTTP/1.1 200 OK\r\n\r\n{"pod": "p-2"}\n',
    ["KUBE-SEP-A", "KUBE-SEP-B"],
    ["p-1", "p-2"],
  ],
])("a look at %j", (text, lists, answers) => {
  expect(readLook(text)).toEqual({ lists: new Set(lists), answers });
});
