import { LocalCluster } from "../../components/localCluster";
import type { ClusterSpec } from "../../local/spec";
import { CLUSTER, KUBECONFIG } from "./cloud";
import { recordProgram, unwrap, type Mode } from "./recordProgram";

const SPEC: ClusterSpec = {
  name: "test",
  nodeCount: 5,
  zones: ["1", "3"],
  location: "westeurope",
  vnetCidr: "10.1.0.0/16",
  subnetCidr: "10.1.0.0/24",
  podCidr: "10.2.0.0/16",
  serviceCidr: "10.3.0.0/16",
  dnsServiceIP: "10.3.0.10",
  clients: 4,
  apiServerPort: 6443,
};

const record = (mode: Mode) => recordProgram(mode, () => new LocalCluster("cluster", SPEC));

describe.each<Mode>(["preview", "update"])("LocalCluster in a %s", (mode) => {
  it("is the cluster and a way into it, both its own", async () => {
    const { resources } = await record(mode);
    expect(resources.map(({ type, name, parent }) => [type, name, parent])).toEqual([
      ["akslab:index:LocalCluster", "cluster", ""],
      ["lab:index:LocalCluster", "cluster-lab", "cluster"],
      ["pulumi:providers:kubernetes", "cluster-kubernetes", "cluster"],
    ]);
  });

  it("asks for just what it was asked for", async () => {
    const { resources } = await record(mode);
    expect(resources[0]?.inputs).toEqual({});
    expect(resources[1]?.inputs).toEqual(SPEC);
    expect(resources[1]?.secretOutputs).toEqual(["kubeconfig"]);
  });
});

describe("LocalCluster that is up", () => {
  it("lets Kubernetes' provider in by a secret, and ties it to this one start", async () => {
    const { resources } = await record("update");
    const { kubeconfig, ...rest } = resources[2]?.inputs ?? {};
    expect(unwrap(kubeconfig)).toBe(KUBECONFIG);
    expect(rest).toEqual({ clusterIdentifier: CLUSTER.instanceId, deleteUnreachable: "true" });
  });

  it("tells nodes and clients openly, the kubeconfig as a secret", async () => {
    const { outputs } = await record("update");
    const { kubeconfig, ...rest } = outputs.cluster ?? {};
    expect(unwrap(kubeconfig)).toBe(KUBECONFIG);
    expect(rest).toEqual({ nodes: CLUSTER.nodes, clients: CLUSTER.clients });
  });

  it("takes along what is inside it", async () => {
    const { result } = await record("update");
    const { providers, deletedWith, ...rest } = result.inside;
    expect(providers).toHaveLength(1);
    expect(deletedWith).toHaveProperty("instanceId");
    expect(rest).toEqual({});
  });
});

it("LocalCluster hands its own options down", async () => {
  const { resources } = await recordProgram("update", () => {
    const outer = new LocalCluster("outer", SPEC);
    return new LocalCluster("inner", { ...SPEC, name: "second" }, { parent: outer });
  });
  expect(resources.find(({ name }) => name === "inner")?.parent).toBe("outer");
  expect(resources.find(({ name }) => name === "inner-lab")?.parent).toBe("inner");
});
