import type { ClusterFacts } from "../../../experiments/cluster/facts";
import type { Evidence, StepEvidence } from "../../../experiments/findings/finding";
import {
  entryNodeStays,
  newPodsGetNone,
  podStaysWhileThere,
  severalPods,
} from "../../../experiments/findings/throughScale";
import type { Path } from "../../../experiments/join/path";
import { cluster, completePath, evidence, lostPath } from "../fixtures";

const clients = ["client-a", "client-b", "client-c"].map((name) => ({ name }));

function facts(...pods: string[]): ClusterFacts {
  return { ...cluster, pods: pods.map((name) => ({ name, address: "10.244.0.9", port: 80, node: "node2" })) };
}

/** A step in which each of the clients got the pod named, `null` for a request that was lost. */
function step(name: string, pods: string[], got: readonly (string | null)[], entry = "node1"): StepEvidence {
  const paths = got.map((pod, i): Path => {
    const client = clients[i]?.name ?? "no such client";
    const id = `${name}-${client}`;
    return pod === null ? { ...lostPath(id), client } : completePath({ id, client, pod, entryNode: entry });
  });
  return { ...evidence(paths), cluster: facts(...pods) };
}

function through(...steps: readonly StepEvidence[]): Evidence {
  const last = steps.at(-1) ?? evidence([]);
  return { ...last, clients, steps, paths: steps.flatMap(({ paths }) => paths) };
}

const three = step("one", ["p1", "p2", "p3"], ["p1", "p2", "p3"]);
const one = step("two", ["p1"], ["p1", "p1", "p1"]);
const again = step("three", ["p1", "p4", "p5"], ["p1", "p1", "p1"]);

describe("through scaling", () => {
  test.each([
    {
      name: "clients keep their entry node",
      judge: entryNodeStays,
      evidence: through(three, one, again),
      verdict: "holds",
      seen: "so for 3 of 3",
    },
    {
      name: "a client enters by another node in a later step",
      judge: entryNodeStays,
      evidence: through(three, step("two", ["p1"], ["p1"], "node3")),
      verdict: "contradicted",
      by: "two-client-a",
      seen: "not so for client-a",
    },
    {
      name: "a client whose node nobody told",
      judge: entryNodeStays,
      evidence: through(step("one", ["p1"], ["p1", null])),
      verdict: "contradicted",
      seen: "so for 1 of 2",
    },
    {
      name: "nothing sent",
      judge: entryNodeStays,
      evidence: through(),
      verdict: "contradicted",
      seen: "so for 0 of 0",
    },
    {
      name: "clients leave only pods that are gone",
      judge: podStaysWhileThere,
      evidence: through(three, one, again),
      verdict: "holds",
      seen: "moved at each change: 2 of 3, then 0 of 3",
    },
    {
      name: "a client leaves a pod that is there",
      judge: podStaysWhileThere,
      evidence: through(three, one, step("three", ["p1", "p4"], ["p1", "p4", "p1"])),
      verdict: "contradicted",
      by: "three-client-b",
      seen: "client-b moved to p4",
    },
    {
      name: "a client has two pods in one step",
      judge: podStaysWhileThere,
      evidence: through({
        ...three,
        paths: [...three.paths, completePath({ id: "one-again", client: "client-a", pod: "p2" })],
      }),
      verdict: "contradicted",
      by: "one-again",
      seen: "client-a moved to p2",
    },
    {
      name: "no answer",
      judge: podStaysWhileThere,
      evidence: through(step("one", ["p1"], [null, null])),
      verdict: "contradicted",
      seen: "moved at each change: none",
    },
    {
      name: "new pods stay idle",
      judge: newPodsGetNone,
      evidence: through(three, one, again),
      verdict: "holds",
      seen: "0 of 3 requests",
    },
    {
      name: "a new pod gets an old client",
      judge: newPodsGetNone,
      evidence: through(one, step("three", ["p1", "p4"], ["p1", "p4", "p1"])),
      verdict: "contradicted",
      by: "three-client-b",
      seen: "1 of 3 requests",
    },
    {
      name: "no new pod",
      judge: newPodsGetNone,
      evidence: through(three, one),
      verdict: "undecided",
      seen: "0 of 3 requests",
    },
    {
      name: "several pods",
      judge: severalPods,
      evidence: through(three),
      verdict: "holds",
      seen: "3 pods for 3 clients",
    },
    {
      name: "three clients on one of three pods: 1 in 9 is too often",
      judge: severalPods,
      evidence: through(step("one", ["p1", "p2", "p3"], ["p2", "p2", "p2"])),
      verdict: "undecided",
      seen: "1 pod for 3 clients",
    },
  ])("$name: $verdict", ({ judge, evidence, verdict, by = null, seen }) => {
    expect(judge(evidence)).toMatchObject({ verdict, contradictedBy: by, seen });
  });

  test("nine clients on one of three pods contradict", () => {
    const nine = Array.from({ length: 9 }, (_, i) => ({ name: `client-${String(i)}` }));
    const paths = nine.map(({ name }) => completePath({ id: name, client: name, pod: "p1" }));
    expect(severalPods({ ...through({ ...three, paths }), clients: nine })).toMatchObject({
      verdict: "contradicted",
      falseAlarm: { probability: 3 ** -8, event: "all 9 on one of 3 pods" },
    });
  });
});
