import { RULES, TAGGED } from "../../policy/rules";
import type { Asked, Props } from "../../policy/shapes";

const CLUSTER = "azure-native:containerservice:ManagedCluster";
const POOL = "azure-native:containerservice:AgentPool";
const SERVICE = "kubernetes:core/v1:Service";
const CONTAINERS = "azure-native:containerinstance:ContainerGroup";
const TAGS = { lab: "dev", owner: "lab@example.com", expiresAt: "2026-12-01T18:00:00Z" };
const IN_AKS =
  "urn:pulumi:dev::aks-lb-lab::akslab:index:AksCluster$pulumi:providers:kubernetes::cluster-kubernetes";
const IN_THE_LOCAL_CLUSTER = IN_AKS.replace("AksCluster", "LocalCluster");

const pool = (set: Props = {}) => ({
  ...{ name: "nodepool1", count: 3, vmSize: "Standard_D2s_v5", tags: TAGS },
  ...set,
});

function cluster(set: Props = {}): Asked {
  const props = {
    agentPoolProfiles: [pool()],
    apiServerAccessProfile: { authorizedIPRanges: ["8.8.8.8/32"] },
    tags: TAGS,
    ...set,
  };
  return { type: CLUSTER, props };
}

const clusterOf = (set: Props) => cluster({ agentPoolProfiles: [pool(), pool(set)] });
const ranges = (...authorizedIPRanges: string[]) =>
  cluster({ apiServerAccessProfile: { authorizedIPRanges } });

function service(spec: Props, provider = IN_AKS): Asked {
  return { type: SERVICE, props: { spec: { type: "LoadBalancer", ...spec } }, provider };
}

/** All violations as `rule: violation`. */
function violations(resource: Asked): string[] {
  return RULES.flatMap((rule) => rule.violations(resource).map((violation) => `${rule.name}: ${violation}`));
}

describe("the policy pack lets pass", () => {
  it.each<[string, Asked]>([
    ["the lab's cluster", cluster()],
    ["a cluster of nine", clusterOf({ count: 9 })],
    ["a node pool by itself", { type: POOL, props: { ...pool(), enableNodePublicIP: false } }],
    ["a closed Service", service({ loadBalancerSourceRanges: ["8.8.8.8/32", "203.0.113.7/32"] })],
    [
      "a Service within the cluster",
      { type: SERVICE, props: { spec: { type: "ClusterIP" } }, provider: IN_AKS },
    ],
    ["a Service without a type", { type: SERVICE, props: { spec: {} } }],
    ["an open Service of the local cluster", service({}, IN_THE_LOCAL_CLUSTER)],
    ["a container group in a subnet", { type: CONTAINERS, props: { subnetIds: [{ id: "x" }], tags: TAGS } }],
    ["a subnet, which can't carry tags", { type: "azure-native:network:Subnet", props: {} }],
    ["what is not Azure's", { type: "random:index/randomString:RandomString", props: { length: 6 } }],
  ])("%s", (_, resource) => {
    expect(violations(resource)).toEqual([]);
  });
});

describe("the policy pack refuses", () => {
  it.each<[string, Asked, string]>([
    ["no nodes", clusterOf({ count: 0 }), "node-count: count: 0: must be a whole number from 1 to 1000"],
    ["half a node", clusterOf({ count: 2.5 }), "node-count: count: 2.5: must be"],
    ["a pool without a count", clusterOf({ count: undefined }), "node-count: count: undefined: must be"],
    ["many nodes for free", clusterOf({ count: 10 }), "free-tier: nodeCount: 10: is more than the Free tier"],
    [
      "burstable nodes",
      clusterOf({ vmSize: "Standard_B2s" }),
      "vm-size: vmSize: Standard_B2s: is of the B series",
    ],
    [
      "nodes of one vCPU",
      clusterOf({ vmSize: "Standard_DS1_v2" }),
      "vm-size: vmSize: Standard_DS1_v2: has fewer than 2",
    ],
    ["nodes of no size", clusterOf({ vmSize: undefined }), "vm-size: vmSize: : must be a VM size's name"],
    [
      "burstable nodes by themselves",
      { type: POOL, props: pool({ vmSize: "Standard_B4ms" }) },
      "vm-size: vmSize: Standard_B4ms",
    ],
    ["public nodes", clusterOf({ enableNodePublicIP: true }), "no-public-nodes: enableNodePublicIP: true"],
    [
      "public nodes by themselves",
      { type: POOL, props: pool({ enableNodePublicIP: true }) },
      "no-public-nodes: enableNodePublicIP",
    ],
    [
      "public containers",
      { type: CONTAINERS, props: { ipAddress: { type: "Public" }, tags: TAGS } },
      "no-public-nodes: ipAddress.type: Public",
    ],
    [
      "an open API server",
      cluster({ apiServerAccessProfile: undefined }),
      "closed-api-server: authorizedIPRanges: (not set): must name who",
    ],
    ["an API server with an empty list", ranges(), "closed-api-server: authorizedIPRanges: (not set)"],
    [
      "an API server for everyone",
      ranges("0.0.0.0/0"),
      "closed-api-server: authorizedIPRanges[0]: 0.0.0.0/0: is everyone",
    ],
    [
      "an API server for no one",
      ranges("8.8.8.8/32", "10.0.0.0/8"),
      "closed-api-server: authorizedIPRanges[1]: 10.0.0.0/8: is not public",
    ],
    ["an open Service", service({}), "closed-services: loadBalancerSourceRanges: (not set): must name who"],
    ["an open Service of no known cluster", service({}, ""), "closed-services: loadBalancerSourceRanges"],
    [
      "a Service for everyone",
      service({ loadBalancerSourceRanges: ["0.0.0.0/0"] }),
      "closed-services: loadBalancerSourceRanges[0]: 0.0.0.0/0",
    ],
    [
      "a cluster without an owner",
      cluster({ tags: { expiresAt: TAGS.expiresAt } }),
      "tags: tags.owner: (not set)",
    ],
    ["a cluster for ever", cluster({ tags: { owner: TAGS.owner } }), "tags: tags.expiresAt: (not set)"],
    [
      "nodes without an owner",
      clusterOf({ tags: { expiresAt: TAGS.expiresAt } }),
      "tags: tags.owner: (not set)",
    ],
    [
      "a node pool for ever",
      { type: POOL, props: pool({ tags: { owner: TAGS.owner } }) },
      "tags: tags.expiresAt: (not set)",
    ],
    [
      "an end that is none",
      cluster({ tags: { ...TAGS, expiresAt: "soon" } }),
      "tags: tags.expiresAt: soon: must be a time",
    ],
  ])("%s", (_, resource, violation) => {
    const [only, ...rest] = violations(resource);
    expect(only?.slice(0, violation.length)).toBe(violation);
    expect(rest).toEqual([]);
  });

  it.each(TAGGED.filter((type) => type !== CLUSTER))("%s without tags", (type) => {
    const found = violations({ type, props: {} });
    expect(found.map((violation) => violation.split(":").slice(0, 2).join(":"))).toEqual([
      "tags: tags.owner",
      "tags: tags.expiresAt",
    ]);
  });
});

describe("a rule", () => {
  it.each<[string, unknown]>([
    ["text", "x"],
    ["a number", 7],
    ["a list", [1]],
    ["nothing", null],
  ])("takes %s for a part that is not there", (_, junk) => {
    const props = { agentPoolProfiles: junk === null ? null : [], apiServerAccessProfile: junk, tags: junk };
    expect(violations({ type: CLUSTER, props })).toHaveLength(3);
    expect(violations({ type: SERVICE, props: { spec: junk } })).toEqual([]);
  });

  it("has a name of its own and says what it wants", () => {
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
    for (const { description } of RULES) expect(description).toMatch(/^[A-Z].{20,}[^.]$/);
  });

  it("only warns where a lab still works", () => {
    const levels = RULES.filter(({ enforcementLevel }) => enforcementLevel === "advisory");
    expect(levels.map(({ name }) => name)).toEqual(["free-tier"]);
  });
});
