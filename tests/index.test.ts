import * as pulumi from "@pulumi/pulumi";
import { CLUSTER, KUBECONFIG } from "./components/cloud";
import { recordProgram, type Mode, type Recording } from "./components/recordProgram";
import { loadIndex, runIndex as run, shown, type Exports } from "./components/runIndex";
import { raw } from "./config/raw";

const runIndex = (set: Readonly<Record<string, unknown>>, mode: Mode) => run(raw(set), mode);

const COMPONENTS = ["cluster", "node-debugger", "testapp"];
const IN_THE_CLUSTER = [
  "kubernetes:apps/v1:DaemonSet node-debugger-daemonset",
  "kubernetes:apps/v1:Deployment testapp-deployment",
  "kubernetes:core/v1:ConfigMap testapp-nginx",
  "kubernetes:core/v1:Namespace node-debugger-namespace",
  "kubernetes:core/v1:Namespace testapp-namespace",
  "kubernetes:core/v1:Service testapp-service",
  "kubernetes:core/v1:ServiceAccount node-debugger-account",
];

const inCluster = ({ resources }: Recording<Exports>) =>
  resources.filter(({ type }) => type.startsWith("kubernetes:"));

describe.each<Mode>(["preview", "update"])("the program in a %s", (mode) => {
  it("is three components and what is in them", async () => {
    const recording = await runIndex({}, mode);
    const top = recording.resources.filter(({ parent }) => parent === "");
    expect(top.map(({ name }) => name).sort()).toEqual(COMPONENTS);
    expect(
      inCluster(recording)
        .map(({ type, name }) => `${type} ${name}`)
        .sort(),
    ).toEqual(IN_THE_CLUSTER);
  });

  it("makes everything in the cluster through the cluster's own provider, and loses it with the cluster", async () => {
    const recording = await runIndex({}, mode);
    for (const { provider } of inCluster(recording)) expect(provider).toBe("cluster-kubernetes");
    // Children have it from their component, which is the engine's doing.
    const components = recording.resources.filter(({ name }) => ["testapp", "node-debugger"].includes(name));
    expect(components.map(({ deletedWith }) => deletedWith)).toEqual(["cluster-lab", "cluster-lab"]);
  });

  it("leaves the debugger out when told to", async () => {
    const recording = await runIndex({ debugger: false }, mode);
    const names = recording.resources.map(({ name }) => name);
    expect(names.filter((name) => name.startsWith("node-debugger"))).toEqual([]);
    expect(names).toContain("testapp-deployment");
    expect(recording.result.debuggerNamespace).toBeNull();
  });

  it("makes nothing when the configuration cannot work, and says all that is wrong", async () => {
    const { resources, result } = await recordProgram(mode, () => {
      try {
        return loadIndex(raw({ nodeCount: 0, sessionAffinity: "clientip" }));
      } catch (error) {
        return error;
      }
    });
    expect(resources).toEqual([]);
    expect(pulumi.RunError.isInstance(result)).toBe(true);
    expect((result as Error).message).toMatch(
      /cannot work:\nnodeCount: 0: must be .*\nsessionAffinity: clientip: .*Did you mean ClientIP\?$/s,
    );
  });
});

describe("the stack's outputs", () => {
  async function outputs(set: Readonly<Record<string, unknown>> = {}): Promise<Exports> {
    const { result } = await runIndex(set, "update");
    const { values, secret } = await shown(result);
    expect(secret).toEqual(["kubeconfig"]);
    return values;
  }

  it("are what the lab's command and the experiments go by", async () => {
    expect(await outputs()).toEqual({
      target: "local",
      labName: "test",
      kubeconfig: KUBECONFIG,
      frontendIP: "203.0.113.10",
      sessionAffinity: "None",
      externalTrafficPolicy: "Cluster",
      testappNamespace: "testapp",
      serviceName: "testapp",
      debuggerNamespace: "node-debugger",
      nodes: CLUSTER.nodes,
      clients: CLUSTER.clients,
      azure: null,
    });
  });

  it("follow the configuration", async () => {
    const set = { sessionAffinity: "ClientIP", externalTrafficPolicy: "Local" };
    expect(await outputs(set)).toMatchObject(set);
  });
});

it("the program hands the configuration to its components", async () => {
  const set = { nodeCount: 5, replicas: 0, sessionAffinity: "ClientIP", clients: 3 };
  const { resources } = await runIndex(set, "update");
  const inputs = Object.fromEntries(resources.map(({ name, inputs: given }) => [name, given]));
  expect(inputs["cluster-lab"]).toMatchObject({ name: "test", nodeCount: 5, clients: 3, zones: ["1", "2"] });
  expect(inputs["testapp-service"]).toMatchObject({
    spec: { sessionAffinity: "ClientIP", externalTrafficPolicy: "Cluster" },
  });
  expect(inputs["testapp-deployment"]).toMatchObject({
    spec: { replicas: 0, template: { spec: { containers: [{ image: CLUSTER.images.testapp }] } } },
  });
  const container = { image: CLUSTER.images.nodeDebugger, env: [{ value: CLUSTER.sshPublicKey }] };
  expect(inputs["node-debugger-daemonset"]).toMatchObject({
    spec: { template: { spec: { containers: [container] } } },
  });
});
