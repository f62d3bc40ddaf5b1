import { AZURE, KUBECONFIG } from "../cloud";
import { named, UNKNOWN, unwrap, type Mode, type Recording } from "../recordProgram";
import { runIndex, shown, type Exports } from "../runIndex";
import { ON_AZURE } from "../../config/raw";
import { AZURE_SDKS, devConfig } from "./azureSdks";

// That kubenet has an end is said on every run.
jest.spyOn(console, "warn").mockImplementation();

const run = (mode: Mode, set: Readonly<Record<string, unknown>> = {}) =>
  runIndex(devConfig(set), mode, AZURE_SDKS, "dev");

const inCluster = ({ resources }: Recording<Exports>) =>
  resources.filter(({ type }) => type.startsWith("kubernetes:"));

describe.each<Mode>(["preview", "update"])("the program on Azure in a %s", (mode) => {
  let recording: Recording<Exports>;

  beforeAll(async () => {
    recording = await run(mode);
  });

  it("is a group, its network, its cluster and its clients, and in it what the local stack has too", () => {
    const top = recording.resources.filter(({ parent }) => parent === "");
    expect(top.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      "akslab:index:AksCluster cluster",
      "akslab:index:LabClients clients",
      "akslab:index:LabNetwork network",
      "akslab:index:NodeDebugger node-debugger",
      "akslab:index:TestApp testapp",
      "azure-native:resources:ResourceGroup group",
    ]);
    expect(
      inCluster(recording)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      "node-debugger-account",
      "node-debugger-daemonset",
      "node-debugger-namespace",
      "testapp-deployment",
      "testapp-namespace",
      "testapp-nginx",
      "testapp-service",
    ]);
  });

  it("makes everything in the cluster through the cluster's own provider, and loses it with the cluster", () => {
    for (const { provider } of inCluster(recording)) expect(provider).toBe("cluster-kubernetes");
    for (const name of ["testapp", "node-debugger"])
      expect(named(recording, name).deletedWith).toBe("cluster-aks");
  });

  it("tags all that can be tagged", () => {
    const { resources } = recording;
    const untagged = resources.filter(({ inputs }) => !("tags" in inputs)).map(({ type }) => type);
    expect([...new Set(untagged)].filter((type) => type.startsWith("azure-native:")).sort()).toEqual([
      "azure-native:authorization:RoleAssignment",
      "azure-native:network:Subnet",
    ]);
    const { owner, expiresAt } = ON_AZURE;
    for (const { inputs } of resources)
      if ("tags" in inputs) expect(inputs.tags).toEqual({ lab: "dev", owner, expiresAt });
  });

  it("leaves the debug pods out by one key, and nothing else", async () => {
    const names = ({ resources }: Recording<Exports>) => resources.map(({ name }) => name).sort();
    const without = await run(mode, { debugger: false });
    expect(names(without)).toEqual(names(recording).filter((name) => !name.startsWith("node-debugger")));
  });

  it("has a group that is made anew before another of its name", () => {
    const group = named(recording, "group");
    expect(group.inputs).toMatchObject({ resourceGroupName: "aks-lb-lab-dev", location: "westeurope" });
    expect(group.replacing.deleteFirst).toBe(true);
  });
});

describe("the frontend IP of the stack on Azure", () => {
  it("is open to those that the stack names, and to its clients", async () => {
    const { inputs } = named(await run("update", { clients: 2 }), "testapp-service");
    expect(inputs).toMatchObject({
      spec: { loadBalancerSourceRanges: ["203.0.113.7/32", "203.0.113.2/32", "203.0.113.3/32"] },
    });
  });

  it("is open to nobody of whom a preview does not know", async () => {
    const { inputs } = named(await run("preview"), "testapp-service");
    expect(inputs).toHaveProperty("spec.loadBalancerSourceRanges", UNKNOWN);
  });
});

describe("the outputs of the stack on Azure", () => {
  it("are what the lab's command and the experiments go by", async () => {
    const { result } = await run("update");
    const { values, secret } = await shown(result);
    expect(secret).toEqual(["kubeconfig"]);
    expect(values).toEqual({
      target: "azure",
      labName: "dev",
      kubeconfig: KUBECONFIG,
      frontendIP: "203.0.113.10",
      sessionAffinity: "None",
      externalTrafficPolicy: "Cluster",
      testappNamespace: "testapp",
      serviceName: "testapp",
      debuggerNamespace: "node-debugger",
      nodes: null,
      clients: [
        {
          name: "client-b",
          address: "203.0.113.2",
          resourceGroup: "aks-lb-lab-dev",
          containerGroup: "client-b-northeurope",
          container: "client",
        },
      ],
      azure: {
        subscriptionId: AZURE.subscriptionId,
        resourceGroup: "aks-lb-lab-dev",
        nodeResourceGroup: AZURE.nodeResourceGroup,
        clusterName: "kubenet-cluster",
        location: "westeurope",
        networkModel: "kubenet",
        vmSize: "Standard_D2s_v5",
        nodeCount: 3,
        owner: ON_AZURE.owner,
        expiresAt: ON_AZURE.expiresAt,
      },
    });
  });
});

it("the program on Azure hands images, key and settings to what the local stack has too", async () => {
  const set = { replicas: 2, sessionAffinity: "ClientIP", externalTrafficPolicy: "Local" };
  const recording = await run("update", set);
  expect(named(recording, "testapp-service").inputs).toMatchObject({
    spec: { sessionAffinity: "ClientIP", externalTrafficPolicy: "Local" },
  });
  expect(named(recording, "testapp-deployment").inputs).toMatchObject({
    spec: {
      replicas: 2,
      template: { spec: { containers: [{ image: expect.stringMatching(/nginx.*@sha256:/) as string }] } },
    },
  });
  const container = {
    image: expect.stringMatching(/netshoot.*@sha256:/) as string,
    env: [{ value: ON_AZURE.sshPublicKey }],
  };
  expect(named(recording, "node-debugger-daemonset").inputs).toMatchObject({
    spec: { template: { spec: { containers: [container] } } },
  });
});

it("the program on Azure sends the kubeconfig as a secret alone", async () => {
  const recording = await run("update");
  const provider = named(recording, "cluster-kubernetes");
  expect(unwrap(provider.inputs.kubeconfig)).toBe(KUBECONFIG);
  const others = recording.resources.filter(({ name }) => name !== "cluster-kubernetes");
  expect(JSON.stringify(others)).not.toContain(KUBECONFIG);
});
