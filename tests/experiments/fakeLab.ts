import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PodFacts } from "../../experiments/cluster/facts";
import { recentListName } from "../../experiments/cluster/kubeProxyAffinity";
import type { Lab } from "../../experiments/lab";
import type { Client, Sending } from "../../experiments/target";
import type { LoadBalancingRule } from "../../local/loadBalancer/rule";
import { FakeKubectl } from "./fakeKubectl";
import { clients, cluster, told } from "./fixtures";

/** A lab of files and memory: three nodes, one pod. It throws on whatever a run should not do. */
export interface FakeLab {
  readonly lab: Lab;
  readonly kubectl: FakeKubectl;
  /** What was asked of the stack, in its order. */
  readonly asked: readonly string[];
  readonly affinity: () => string;
  /** Called before anything is sent, set, restored or told; a test lets them fail. */
  readonly before: {
    send: (client: Client, sending: Sending, signal: AbortSignal) => Promise<void> | void;
    set: () => void;
    restore: () => void;
    rules: () => void;
  };
  remove(): void;
}

const nothing = () => undefined;

export function fakeLab(): FakeLab {
  const folder = mkdtempSync(join(tmpdir(), "lab-experiments-"));
  const kubectl = new FakeKubectl(folder);
  const asked: string[] = [];
  const before: FakeLab["before"] = { send: nothing, set: nothing, restore: nothing, rules: nothing };
  const OWN = { sessionAffinity: "None", replicas: "1" };
  let now = OWN;
  let port = 40000;
  const bring = (settings: Partial<typeof OWN>) => {
    now = { ...now, ...settings };
    kubectl.answer("/api/v1/namespaces/testapp/services/testapp", service(now.sessionAffinity));
    const pods = fakePods(Number(now.replicas));
    answerPods(kubectl, undefined, pods);
    kubectl.answeringPods(pods.map(({ name }) => name));
    const lists = pods.map((pod) => recentListName(cluster.service, pod));
    kubectl.recentLists(now.sessionAffinity === "ClientIP" ? lists : []);
  };
  bring(OWN);
  answerAll(kubectl);

  const lab: Lab = {
    name: "fake",
    kubectl: [kubectl.file],
    service: { namespace: "testapp", name: "testapp" },
    debuggerNamespace: "node-debugger",
    tools: { "aks-lb-lab": "1.2.3" },
    target: {
      kind: "local",
      clients,
      rules: () => {
        before.rules();
        return Promise.resolve([rule(now.sessionAffinity)]);
      },
      async send(client, sending, signal) {
        await before.send(client, sending, signal);
        const node = (hash: number) => `node${String(1 + (hash % 3))}`;
        const own = clients.findIndex(({ name }) => name === client.name);
        const kept = (port += 1);
        return sending.ids.map((id) => {
          const from = sending.keepAlive ? kept : (port += 1);
          const entry = node(now.sessionAffinity === "None" ? from : own);
          const { request, packets } = told(id, entry, from, client.address);
          for (const [on, line] of packets) {
            if (line.kind !== "request") throw new Error("the fixtures have requests only");
            const { source, destination, protocol, at, uri } = line;
            const ends = [source.address, source.port, destination.address, destination.port];
            kubectl.captured(on, [...ends, protocol, at, uri, ""].join("\t"));
          }
          return request;
        });
      },
    },
    stack: {
      set(settings) {
        asked.push(`set ${JSON.stringify(settings)}`);
        for (const [name, value] of Object.entries(settings)) {
          if (!(name in OWN)) throw new Error(`not to be set: ${name}`);
          if (now[name as keyof typeof OWN] === value) throw new Error(`sets nothing new: ${name}`);
        }
        bring(settings);
        before.set();
        const change = { operation: "update", type: "kubernetes:core/v1:Service", name: "testapp" };
        return Promise.resolve({ changes: [change] });
      },
      restore() {
        asked.push("restore");
        before.restore();
        bring(OWN);
        return Promise.resolve();
      },
    },
  };
  return {
    ...{ lab, kubectl, asked, before },
    affinity: () => now.sessionAffinity,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

const DEBUG_PODS = "/api/v1/namespaces/node-debugger/pods?labelSelector=app=node-debugger";
const SLICES =
  "/apis/discovery.k8s.io/v1/namespaces/testapp/endpointslices?labelSelector=kubernetes.io/service-name=testapp";

/** A debug pod on each node but `lost`, where it is not ready. */
export function answerDebugPods(kubectl: FakeKubectl, lost?: string): void {
  kubectl.answer(DEBUG_PODS, {
    items: cluster.nodes.map(({ name }) => ({
      metadata: { name: `debug-${name}` },
      spec: { nodeName: name },
      status: { conditions: [{ type: "Ready", status: name === lost ? "False" : "True" }] },
    })),
  });
}

/** So many pods: the fixtures' own, which answers everything that is sent, and idle ones on node1. */
export function fakePods(count: number): readonly PodFacts[] {
  const idle = Array.from({ length: count - 1 }, (_, i) => ({
    ...{ name: `testapp-idle${String(i)}`, address: `10.244.0.${String(7 + i)}`, port: 80, node: "node1" },
  }));
  return [...cluster.pods, ...idle];
}

/** @param ready whether the Service's pods are. */
export function answerPods(
  kubectl: FakeKubectl,
  ready?: boolean,
  pods: readonly PodFacts[] = cluster.pods,
): void {
  kubectl.answer(SLICES, {
    items: [
      {
        ports: [{ name: "", port: 80 }],
        endpoints: pods.map(({ name, address, node }) => ({
          ...{ addresses: [address], nodeName: node, targetRef: { name } },
          conditions: ready === undefined ? {} : { ready },
        })),
      },
    ],
  });
}

/** @param frontendIP `null` for a Service that the cloud provider has not served yet. */
export function service(sessionAffinity: string, frontendIP: string | null = cluster.service.frontendIP) {
  return {
    metadata: { name: "testapp" },
    spec: {
      clusterIP: cluster.service.clusterIP,
      sessionAffinity,
      externalTrafficPolicy: "Cluster",
      ports: [{ port: 80 }],
    },
    status: { loadBalancer: frontendIP === null ? {} : { ingress: [{ ip: frontendIP }] } },
  };
}

function answerAll(kubectl: FakeKubectl): void {
  kubectl.answer("/api/v1/nodes", {
    items: cluster.nodes.map(({ name, address, zone }, i) => ({
      metadata: { name, labels: { "topology.kubernetes.io/zone": zone } },
      spec: { podCIDR: `10.244.${String(i)}.0/24` },
      status: {
        addresses: [{ type: "InternalIP", address }],
        nodeInfo: { kubeletVersion: "v1.35.0" },
      },
    })),
  });
  answerDebugPods(kubectl);
}

function rule(affinity: string): LoadBalancingRule {
  return {
    name: "fake-TCP-80",
    protocol: "Tcp",
    frontendIPAddress: cluster.service.frontendIP,
    frontendPort: 80,
    backendPort: 80,
    enableFloatingIP: true,
    enableTcpReset: true,
    idleTimeoutInMinutes: 4,
    loadDistribution: affinity === "ClientIP" ? "SourceIP" : "Default",
  };
}
