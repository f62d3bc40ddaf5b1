import type { Bench } from "../../experiments/bench";
import type { ClusterFacts } from "../../experiments/cluster/facts";
import { Sightings } from "../../experiments/join/sightings";
import { entryNodesFollow } from "../../experiments/scout";
import type { Sending } from "../../experiments/target";
import type { SentRequest } from "../../experiments/traffic/sentRequest";
import { clients, cluster, end, packet } from "./fixtures";

const pod = (node: string) => ({ name: `testapp-${node}`, address: "10.244.9.9", port: 80, node });

function facts(sessionAffinity: "None" | "ClientIP"): ClusterFacts {
  return {
    ...cluster,
    pods: [pod("node1"), pod("node2")],
    service: { ...cluster.service, externalTrafficPolicy: "Local", sessionAffinity },
  };
}

/** By which node the `i`th request of a round enters; `null` where it gets no answer. */
type Round = (i: number) => string | null;

/** A bench whose rounds go as told, the last one for ever. */
function benchOf(rounds: readonly Round[]) {
  const sent: (readonly [client: string, requests: number])[] = [];
  let collected = new Sightings([], []);
  let caughtUp = 0;
  const send = (client: { readonly name: string }, { ids }: Sending): Promise<readonly SentRequest[]> => {
    const first = sent.length;
    sent.push([client.name, ids.length]);
    const round = rounds[Math.min(first, rounds.length - 1)];
    return Promise.resolve(ids.map((id, i) => request(id, i, round?.(i) ?? null)));
  };
  const request = (id: string, i: number, node: string | null): SentRequest => {
    const local = end("198.51.100.10", 40000 + i);
    if (node !== null) collected.add(node, packet(id, local, end("203.0.113.10", 80)));
    const peer = { peerAddress: local.address, peerPort: local.port };
    const answer = node === null ? null : { id, pod: `testapp-${node}`, ...peer };
    const error = node === null ? "no answer within 5 s" : null;
    return { id, local, status: 200, answer, startedAt: 1, milliseconds: 1, error };
  };
  const [first, second] = clients;
  if (first === undefined || second === undefined) throw new Error("the fixtures have clients");
  const bench = {
    lab: { target: { send } },
    clients: [first, second],
    capture: {
      catchUp: () => {
        caughtUp += 1;
        return Promise.resolve();
      },
    },
    collect: (next: Sightings) => (collected = next),
    run: "k3f9",
    signal: new AbortController().signal,
  } as unknown as Bench;
  return { bench, sent, caughtUp: () => caughtUp };
}

const nobody = () => undefined;

describe("waiting for entry nodes", () => {
  test("asks nothing with the policy Cluster, where every node is one", async () => {
    const { bench, sent, caughtUp } = benchOf([]);
    await entryNodesFollow(cluster, bench, nobody);
    expect([sent, caughtUp()]).toEqual([[], 0]);
  });

  test("goes on while requests are lost, and while a node with a pod gets none", async () => {
    const { bench, sent, caughtUp } = benchOf([
      (i) => (i % 3 === 0 ? null : "node1"),
      () => "node1",
      (i) => (i % 2 === 0 ? "node1" : "node2"),
    ]);
    const told: string[] = [];
    await entryNodesFollow(facts("None"), bench, (message) => told.push(message));
    expect(sent).toEqual(Array(3).fill(["client-a", 32]));
    expect(told).toEqual(["waiting until new connections enter by node1, node2 alone"]);
    // Before the first round too: what was sent earlier is another's.
    expect(caughtUp()).toBe(4);
  });

  test("asks each client where clients stick, and no more than to be answered", async () => {
    const { bench, sent } = benchOf([() => "node1"]);
    await entryNodesFollow(facts("ClientIP"), bench, nobody);
    expect(sent).toEqual([
      ["client-a", 2],
      ["client-b", 2],
    ]);
  });
});
