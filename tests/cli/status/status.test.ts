import { absentLab, joinStatus, type Sources } from "../../../cli/status/labStatus";
import { duration, renderStatus, renderWaysOn } from "../../../cli/status/renderStatus";

const node = (number: number) => ({
  name: `node${number}`,
  address: `10.240.0.${number + 3}`,
  zone: `local-${number}`,
  podCidr: `10.244.${number - 1}.0/24`,
});

const rule = {
  name: "testapp-80",
  protocol: "Tcp",
  frontendIPAddress: "203.0.113.10",
  frontendPort: 80,
  backendPort: 80,
  enableFloatingIP: true,
  enableTcpReset: true,
  idleTimeoutInMinutes: 4,
  loadDistribution: "SourceIP",
} as const;

const bare: Sources = {
  stack: "local",
  folder: "/state/labs/local",
  ageSeconds: 252,
  nodes: [node(1), node(2)],
  clients: [{ name: "client-a", address: "198.51.100.10" }],
};

const full: Sources = {
  ...bare,
  nodeList: {
    items: [
      {
        metadata: { name: "node1" },
        status: {
          conditions: [
            { type: "MemoryPressure", status: "False" },
            { type: "Ready", status: "True" },
          ],
          nodeInfo: { kubeletVersion: "v1.35.0" },
        },
      },
      {
        metadata: { name: "node2" },
        status: {
          conditions: [{ type: "Ready", status: "Unknown" }],
          nodeInfo: { kubeletVersion: "v1.35.0" },
        },
      },
    ],
  },
  service: {
    spec: { sessionAffinity: "ClientIP", externalTrafficPolicy: "Cluster" },
    status: { loadBalancer: { ingress: [{ ip: "203.0.113.10" }] } },
  },
  view: {
    rules: [{ ...rule, frontendIPAddress: "203.0.113.11", loadDistribution: "Default" }, rule],
    backendPool: { name: "kubernetes", members: [] },
    healthy: {},
    sources: {},
  },
};

describe("joining", () => {
  test("everything that answers", () => {
    expect(joinStatus(full)).toEqual({
      stack: "local",
      target: "local",
      up: true,
      ageSeconds: 252,
      kubernetesVersion: "v1.35.0",
      nodes: [
        { ...node(1), ready: true },
        { ...node(2), ready: false },
      ],
      clients: bare.clients,
      frontendIP: "203.0.113.10",
      rule,
      sessionAffinity: "ClientIP",
      externalTrafficPolicy: "Cluster",
      kubeconfig: "/state/labs/local/kubeconfig",
      logs: "/state/labs/local/logs",
    });
  });

  test("what does not answer is left out, and no node counts as ready", () => {
    const status = joinStatus(bare);
    expect(status.nodes.map(({ ready }) => ready)).toEqual([false, false]);
    for (const key of ["frontendIP", "rule", "sessionAffinity", "kubernetesVersion"]) {
      expect(status).not.toHaveProperty(key);
    }
  });

  test("a Service that waits for its address has no rule", () => {
    const waiting = { ...full, service: { spec: { sessionAffinity: "None" }, status: { loadBalancer: {} } } };
    const status = joinStatus(waiting);
    expect(status.sessionAffinity).toBe("None");
    expect(status).not.toHaveProperty("frontendIP");
    expect(status).not.toHaveProperty("rule");
  });
});

describe("text", () => {
  test.each([
    [{ kind: "own", url: "file:///state/pulumi" } as const, "the lab's own, file:///state/pulumi"],
    [{ kind: "chosen", by: "pulumi login" } as const, "yours, by pulumi login"],
  ])("tells the backend, of a lab that is up and of one that is not: %j", (backend, words) => {
    expect(renderStatus({ ...joinStatus(full), backend })).toMatch(new RegExp(`\npulumi backend +${words}$`));
    const absent = renderStatus({ ...absentLab("local"), backend });
    expect(absent.split("\n")[1]).toBe(`Pulumi's backend for it: ${words}`);
  });

  test("of a lab that is up", () => {
    expect(renderStatus(joinStatus(full)).split("\n")).toEqual([
      'Lab "local" is up for 4 min 12 s, Kubernetes v1.35.0',
      "",
      "NODE   ADDRESS     ZONE     READY",
      "node1  10.240.0.4  local-1  yes",
      "node2  10.240.0.5  local-2  NO",
      "",
      "CLIENT    ADDRESS",
      "client-a  198.51.100.10",
      "",
      "frontend IP              203.0.113.10",
      "load distribution        SourceIP (a hash of two values: all of a client's connections enter by one node)",
      "session affinity         ClientIP",
      "external traffic policy  Cluster",
      "kubeconfig               /state/labs/local/kubeconfig",
      "logs                     /state/labs/local/logs",
    ]);
  });

  test("of one that only half is", () => {
    const text = renderStatus(joinStatus(bare));
    expect(text).toContain("its API server does not answer");
    expect(text).toContain("none yet");
    expect(text).not.toContain("undefined");
  });

  test.each([
    ["local", "`npx lab up`"],
    ["second", "`npx lab up --stack second`"],
  ])("of %s when it is not up", (stack, wayOut) => {
    expect(renderStatus(absentLab(stack))).toBe(`Lab "${stack}" is not up. ${wayOut} stands it up.`);
  });

  test("how to go on names this lab's own things", () => {
    const text = renderWaysOn(joinStatus({ ...full, stack: "second" }));
    expect(text).toContain("npx lab --stack second exec client-a -- curl -s http://203.0.113.10/r/hello");
    expect(text).toContain("npx lab --stack second down");
  });
});

test.each([
  [0, "0 s"],
  [59.9, "59 s"],
  [60, "1 min 0 s"],
  [3599, "59 min 59 s"],
  [3725, "1 h 2 min"],
])("%d seconds are %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
