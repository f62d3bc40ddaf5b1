import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { ClusterFacts } from "../experiments/cluster/facts";
import type { SentRequest } from "../experiments/traffic/sentRequest";

/** Made-up captures of a cluster of three nodes with one pod, for benchmarks: the same at every call. */
export const NODES = ["node1", "node2", "node3"] as const;

export const cluster: ClusterFacts = {
  nodes: NODES.map((name, i) => ({
    name,
    address: `10.240.0.${4 + i}`,
    zone: `local-${1 + (i % 2)}`,
    podSideAddress: `10.244.${i}.1`,
  })),
  pods: [{ name: "testapp-b97b67578-c2s2l", address: "10.244.1.2", port: 80, node: "node2" }],
  service: {
    ...{ namespace: "testapp", name: "testapp", portName: "", port: 80 },
    ...{ frontendIP: "203.0.113.10", clusterIP: "10.0.37.80" },
    ...{ sessionAffinity: "None", externalTrafficPolicy: "Cluster" },
  },
};

/** Of 24 lines are: ten requests, four of them direct, seen 22 times; one of these told twice; and one of somebody else. */
const LINES = 24;
const REQUESTS = 10;
const DIRECT = 4;

/** How many requests make `lines` lines. */
export function requestCount(lines: number): number {
  return Math.floor(lines / LINES) * REQUESTS;
}

/** Request number `index` as its client tells it. */
export function sentRequest(index: number): SentRequest {
  const { entry, port, snatPort } = way(index);
  const id = idOf(index);
  const direct = entry === "node2";
  return {
    id,
    local: { address: "198.51.100.10", port },
    status: 200,
    answer: {
      ...{ id, pod: "testapp-b97b67578-c2s2l" },
      peerAddress: direct ? "10.244.1.1" : addressOf(entry),
      peerPort: snatPort,
    },
    startedAt: 1_790_000_000_000 + index,
    milliseconds: 1.234,
    error: null,
  };
}

/** Writes `lines` lines as tshark tells them, a file for each node. */
export function writeLines(folder: string, lines: number): void {
  const files = new Map(NODES.map((node) => [node, new LineFile(join(folder, node))]));
  const write = (node: Node, line: string) => files.get(node)?.write(line);
  const requests = requestCount(lines);
  for (let index = 0; index < requests; index += 1) {
    const { entry, port, snatPort } = way(index);
    const arriving = line(["198.51.100.10", port, "203.0.113.10"], index, idOf(index));
    write(entry, arriving);
    if (index % REQUESTS === 0) {
      write(entry, arriving);
      write("node3", line(["192.0.2.66", port, "203.0.113.10"], index, `somebody-${index}`));
    }
    if (entry === "node2") continue;
    const onward = line([addressOf(entry), snatPort, "10.244.1.2"], index, idOf(index));
    write(entry, onward);
    write("node2", onward);
  }
  for (const file of files.values()) file.close();
}

type Node = (typeof NODES)[number];

function way(index: number): { entry: Node; port: number; snatPort: number } {
  const turn = index % REQUESTS;
  const entry = turn < DIRECT ? "node2" : turn % 2 === 0 ? "node1" : "node3";
  return { entry, port: 32768 + (index % 28_000), snatPort: 1024 + ((index * 7) % 64_000) };
}

function addressOf(node: Node): string {
  return `10.240.0.${4 + NODES.indexOf(node)}`;
}

function idOf(index: number): string {
  return `k3f9-benchmark-${String(index).padStart(7, "0")}`;
}

function line([source, port, destination]: [string, number, string], index: number, id: string): string {
  const at = `${1_790_000_000 + Math.floor(index / 1000)}.${String(index % 1000).padStart(3, "0")}123456`;
  return `${source}\t${port}\t${destination}\t80\t6\t${at}\t/r/${id}\t\n`;
}

/** Writes in large pieces. */
class LineFile {
  private readonly descriptor: number;
  private text = "";

  constructor(path: string) {
    this.descriptor = openSync(path, "w");
  }

  write(line: string): void {
    this.text += line;
    if (this.text.length > 1e6) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.descriptor);
  }

  private flush(): void {
    writeSync(this.descriptor, this.text);
    this.text = "";
  }
}
