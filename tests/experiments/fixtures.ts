import type { CapturedLine } from "../../experiments/capture/line";
import type { ClusterFacts } from "../../experiments/cluster/facts";
import type { Evidence } from "../../experiments/findings/finding";
import type { CompletePath, IncompletePath, Path } from "../../experiments/join/path";
import type { Endpoint, SentRequest } from "../../experiments/traffic/sentRequest";

/** Three nodes over two zones; the Service's pod is on node2. */
export const cluster: ClusterFacts = {
  nodes: [1, 2, 3].map((i) => ({
    name: `node${i}`,
    address: `10.240.0.${3 + i}`,
    zone: i === 2 ? "local-2" : "local-1",
    podSideAddress: `10.244.${i - 1}.1`,
  })),
  pods: [{ name: "testapp-b2", address: "10.244.1.2", port: 80, node: "node2" }],
  service: {
    namespace: "testapp",
    name: "testapp",
    portName: "",
    port: 80,
    frontendIP: "203.0.113.10",
    clusterIP: "10.0.37.80",
    sessionAffinity: "None",
    externalTrafficPolicy: "Cluster",
  },
};

export const clients = ["a", "b", "c", "d", "e", "f", "g", "h", "i"].map((letter, i) => ({
  name: `client-${letter}`,
  address: i === 0 ? "198.51.100.10" : `192.0.2.${9 + i}`,
}));

export function end(address: string, port: number): Endpoint {
  return { address, port };
}

const FRONTEND = end("203.0.113.10", 80);
const POD = end("10.244.1.2", 80);

/** One request as everybody tells it when all is well. */
export interface Told {
  readonly request: SentRequest;
  /** By node, in the order in which they go by. */
  readonly packets: readonly (readonly [node: string, line: CapturedLine])[];
}

/**
 * @param entryNode where it enters; the pod is on node2.
 * @param address the client's; client A's unless told.
 */
export function told(id: string, entryNode: string, port: number, address = "198.51.100.10"): Told {
  const client = end(address, port);
  const snat = end(nodeNamed(entryNode).address, port + 20000);
  const bounced = entryNode !== "node2";
  const peer = bounced ? snat : end("10.244.1.1", port + 1);
  return {
    request: {
      id,
      local: client,
      status: 200,
      answer: { id, pod: "testapp-b2", peerAddress: peer.address, peerPort: peer.port },
      startedAt: 1_790_000_000_000,
      milliseconds: 2,
      error: null,
    },
    packets: [
      [entryNode, packet(id, client, FRONTEND)],
      ...(bounced
        ? ([
            [entryNode, packet(id, snat, POD)],
            ["node2", packet(id, snat, POD)],
          ] as const)
        : []),
    ],
  };
}

export function packet(
  id: string,
  source: Endpoint,
  destination: Endpoint,
  at = 1_790_000_000.5,
): CapturedLine {
  return { kind: "request", source, destination, protocol: 6, at, uri: `/r/${id}` };
}

export function nodeNamed(name: string) {
  const node = cluster.nodes.find((node) => node.name === name);
  if (node === undefined) throw new Error(`no ${name} among the fixtures`);
  return node;
}

/** A complete path of client A that enters by `entryNode`. */
export function completePath(change: Partial<CompletePath> & { readonly id: string }): CompletePath {
  const entryNode = change.entryNode ?? "node2";
  const bounced = entryNode !== "node2";
  const clientPort = change.clientPort ?? 40000;
  const snat = bounced ? end(nodeNamed(entryNode).address, clientPort + 20000) : null;
  return {
    client: "client-a",
    local: end("198.51.100.10", clientPort),
    startedAt: 1_790_000_000_000,
    milliseconds: 2,
    complete: true,
    route: bounced ? "bounced" : "direct",
    clientAddress: "198.51.100.10",
    clientPort,
    entryNode,
    snat,
    pod: "testapp-b2",
    podNode: "node2",
    zoneCrossed: bounced,
    peerSeenByPod: snat ?? end("10.244.1.1", 1024),
    missing: [],
    disagreements: [],
    ...change,
  };
}

/** A path of which nothing is known but that it was sent. */
export function lostPath(id: string, change: Partial<IncompletePath> = {}): IncompletePath {
  return {
    id,
    client: "client-a",
    local: null,
    startedAt: 1_790_000_000_000,
    milliseconds: 5000,
    complete: false,
    route: null,
    clientAddress: null,
    clientPort: null,
    entryNode: null,
    snat: null,
    pod: null,
    podNode: null,
    zoneCrossed: null,
    peerSeenByPod: null,
    missing: [{ piece: "answer", detail: "no answer within 5 s" }],
    disagreements: [],
    ...change,
  };
}

/** Of one step, unless told. */
export function evidence(paths: readonly Path[], change: Partial<Evidence> = {}): Evidence {
  const step = {
    cluster,
    paths,
    loadDistribution: { before: "Default", after: "Default" },
    changes: null,
    ...change,
  } as const;
  return { clients, steps: [step], ...step };
}
