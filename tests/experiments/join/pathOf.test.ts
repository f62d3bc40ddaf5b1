import type { CapturedLine } from "../../../experiments/capture/line";
import type { ClusterFacts } from "../../../experiments/cluster/facts";
import type { Path } from "../../../experiments/join/path";
import { pathOf } from "../../../experiments/join/pathOf";
import { Sightings } from "../../../experiments/join/sightings";
import type { SentRequest } from "../../../experiments/traffic/sentRequest";
import { cluster, completePath, end, packet, told, type Told } from "../fixtures";

const FRONTEND = end("203.0.113.10", 80);
const POD = end("10.244.1.2", 80);
const CLIENT = end("198.51.100.10", 40000);
const LOCAL = { ...cluster, service: { ...cluster.service, externalTrafficPolicy: "Local" as const } };

const direct = told("r-1", "node2", 40000);
const bounced = told("r-1", "node1", 40000);

function read({ request, packets }: Told, facts: ClusterFacts = cluster): Path {
  const sightings = new Sightings(facts.nodes, [request.id]);
  for (const [node, line] of packets) sightings.add(node, line);
  return pathOf("client-a", request, sightings.of(request.id), facts);
}

function answered(way: Told, change: Partial<NonNullable<SentRequest["answer"]>>): Told {
  const { request } = way;
  if (request.answer === null) throw new Error("the fixture has an answer");
  return { ...way, request: { ...request, answer: { ...request.answer, ...change } } };
}

function unanswered(way: Told): Told {
  const lost = { status: null, answer: null, error: "no answer within 5 s" };
  return { ...way, request: { ...way.request, ...lost } };
}

function without(way: Told, index: number): Told {
  return { ...way, packets: way.packets.filter((_, i) => i !== index) };
}

function withPackets(way: Told, ...packets: (readonly [string, CapturedLine])[]): Told {
  return { ...way, packets };
}

describe("a complete path", () => {
  test.each([
    {
      name: "direct",
      way: direct,
      expected: completePath({ id: "r-1", peerSeenByPod: end("10.244.1.1", 40001) }),
    },
    {
      name: "bounced into another zone",
      way: bounced,
      expected: completePath({ id: "r-1", entryNode: "node1", snat: end("10.240.0.4", 60000) }),
    },
    {
      name: "bounced within a zone",
      way: told("r-1", "node3", 40000),
      facts: { ...cluster, nodes: cluster.nodes.map((node) => ({ ...node, zone: "local-1" })) },
      expected: completePath({ id: "r-1", entryNode: "node3", zoneCrossed: false }),
    },
    {
      name: "direct with externalTrafficPolicy Local: the pod sees the client",
      way: answered(direct, { peerAddress: CLIENT.address, peerPort: CLIENT.port }),
      facts: LOCAL,
      expected: completePath({ id: "r-1", peerSeenByPod: CLIENT }),
    },
    {
      name: "behind a NAT: the wire has the last word on the client",
      way: { ...direct, request: { ...direct.request, local: end("172.16.0.9", 5555) } },
      expected: completePath({
        id: "r-1",
        local: end("172.16.0.9", 5555),
        peerSeenByPod: end("10.244.1.1", 40001),
      }),
    },
  ])("$name", ({ way, facts, expected }) => {
    expect(read(way, facts)).toEqual(expected);
  });
});

describe("an incomplete path tells what is missing, keeps what is known and contradicts nothing", () => {
  const pieces = { id: "r-1", client: "client-a", complete: false, disagreements: [] };
  const entry = { piece: "entry", detail: "no node saw it arrive at the frontend IP" };
  const departure = { piece: "departure", detail: "node1 was not seen to send it on" };
  const arrival = { piece: "arrival", detail: "it was not seen to arrive on node2" };
  const answer = { piece: "answer", detail: "no answer within 5 s" };
  const pod = { piece: "pod", detail: "testapp-gone answered, and the Service has no such pod on any node" };
  const SNAT = end("10.240.0.4", 60000);

  test.each([
    {
      name: "a bounced one without its entry",
      way: without(bounced, 0),
      known: { missing: [entry], route: "bounced", entryNode: null, clientAddress: null, zoneCrossed: null },
      alsoKnown: { snat: SNAT, podNode: "node2" },
    },
    {
      name: "a direct one without its entry",
      way: without(direct, 0),
      known: { missing: [entry], route: null, entryNode: null, snat: null, pod: "testapp-b2" },
      alsoKnown: { podNode: "node2", peerSeenByPod: end("10.244.1.1", 40001) },
    },
    {
      name: "one that was not seen to be sent on",
      way: without(bounced, 1),
      known: { missing: [departure], route: "bounced", entryNode: "node1", zoneCrossed: true },
      alsoKnown: { snat: SNAT },
    },
    {
      name: "one that was not seen to arrive",
      way: without(bounced, 2),
      known: { missing: [arrival], route: "bounced", entryNode: "node1", podNode: "node2" },
      alsoKnown: { snat: SNAT },
    },
    {
      name: "one whose capture on the way is missing whole",
      way: withPackets(bounced, ...bounced.packets.slice(0, 1)),
      known: { missing: [departure, arrival], route: "bounced", entryNode: "node1" },
      alsoKnown: { snat: null },
    },
    {
      name: "a bounced one without an answer",
      way: unanswered(bounced),
      known: { missing: [answer], route: "bounced", pod: null, podNode: null, peerSeenByPod: null },
      alsoKnown: { entryNode: "node1", snat: SNAT, zoneCrossed: null },
    },
    {
      name: "one that only its client knows",
      way: unanswered(withPackets(direct)),
      known: { missing: [answer, entry], route: null, entryNode: null, pod: null },
      alsoKnown: { local: CLIENT, startedAt: 1_790_000_000_000 },
    },
    {
      name: "one of a pod that the Service does not have",
      way: answered(direct, { pod: "testapp-gone" }),
      known: { missing: [pod], route: null, pod: "testapp-gone", podNode: null },
      alsoKnown: { entryNode: "node2" },
    },
  ])("$name", ({ way, known, alsoKnown }) => {
    expect(read(way)).toMatchObject({ ...pieces, ...known, ...alsoKnown });
  });
});

describe("sources that contradict each other make a path incomplete, with a sentence each", () => {
  const snat = end("10.240.0.4", 60000);

  test.each([
    {
      name: "the wire and the pod of a bounced one",
      way: answered(bounced, { peerPort: 60001 }),
      sentences: ["the pod saw 10.240.0.4:60001, the wire shows 10.240.0.4:60000"],
    },
    {
      name: "the bridge and the pod of a direct one",
      way: answered(direct, { peerAddress: CLIENT.address }),
      sentences: ["the pod saw 198.51.100.10:40001, and its node's address toward pods is 10.244.1.1"],
    },
    {
      name: "with externalTrafficPolicy Local a masquerade",
      way: direct,
      facts: LOCAL,
      sentences: ["the pod saw 10.244.1.1:40001, the wire shows 198.51.100.10:40000"],
    },
    {
      name: "two entry nodes",
      way: withPackets(
        direct,
        ["node2", packet("r-1", CLIENT, FRONTEND, 1.5)],
        ["node3", packet("r-1", CLIENT, FRONTEND, 2.5)],
      ),
      sentences: ["it entered 2 times: node2 from 198.51.100.10:40000, node3 from 198.51.100.10:40000"],
    },
    {
      name: "another request's answer",
      way: answered(direct, { id: "r-2" }),
      sentences: ["the pod answered another request, r-2"],
    },
    {
      name: "a direct one that goes on between nodes",
      way: withPackets(direct, ...direct.packets, [
        "node2",
        packet("r-1", end("10.240.0.5", 60000), end("10.244.2.9", 80)),
      ]),
      sentences: ["the pod is on its entry node, yet node2 saw it go on between nodes"],
    },
    {
      name: "another node that sends it on",
      way: withPackets(
        bounced,
        ["node1", packet("r-1", CLIENT, FRONTEND)],
        ["node3", packet("r-1", end("10.240.0.6", 60000), POD)],
        ["node2", packet("r-1", snat, POD)],
      ),
      sentences: [
        "it entered node1, yet node3 sent it on",
        "it left as 10.240.0.6:60000 and arrived as 10.240.0.4:60000",
      ],
    },
    {
      name: "an arrival for another pod",
      way: withPackets(
        bounced,
        ["node1", packet("r-1", CLIENT, FRONTEND)],
        ["node1", packet("r-1", snat, end("10.244.2.7", 80))],
        ["node3", packet("r-1", snat, end("10.244.2.7", 80))],
      ),
      sentences: ["testapp-b2 on node2 answered, yet it arrived on node3 for 10.244.2.7"],
    },
  ])("$name", ({ way, facts, sentences }) => {
    expect(read(way, facts)).toMatchObject({ complete: false, missing: [], disagreements: sentences });
  });
});
