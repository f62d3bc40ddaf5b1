import { UNKNOWN, type Properties } from "../../../../local/provider/protocol/value";
import { Bench } from "./bench";
import { cluster, CLUSTER, network, pool } from "./place";

const bench = new Bench();

afterAll(() => {
  bench.down();
});

const VNET = "network:VirtualNetwork";
const SUBNET = "network:Subnet";
const CONTAINERS = "containerinstance:ContainerGroup";
const ROLE = "authorization:RoleAssignment";
const place = { resourceGroupName: "rg", location: "westeurope" };
const space = (...addressPrefixes: string[]) => ({ addressSpace: { addressPrefixes } });
const aks = (change: Properties) => cluster({ location: "westeurope", ...change });
const pools = (change: Properties) => aks({ agentPoolProfiles: [pool(change)] });
const net = (change: Properties) => aks({ networkProfile: network(change) });
const access = (...authorizedIPRanges: string[]) => aks({ apiServerAccessProfile: { authorizedIPRanges } });
const containers = (change: Properties, group: Properties = {}) => ({
  ...place,
  osType: "Linux",
  containers: [
    { name: "client", image: "node", resources: { requests: { cpu: 0.5, memoryInGB: 0.5 } }, ...change },
  ],
  ...group,
});
const subnet = (change: Properties) => ({
  resourceGroupName: "rg",
  virtualNetworkName: "aksvnet",
  ...change,
});

describe("check refuses", () => {
  it.each<[string, string, Properties, RegExp]>([
    [
      "a group with a final period",
      "resources:ResourceGroup",
      { ...place, resourceGroupName: "rg." },
      /match/,
    ],
    ["a group without location", "resources:ResourceGroup", {}, /'location'.*azure-native:location/],
    ["a long tag", "resources:ResourceGroup", { ...place, tags: { a: "x".repeat(257) } }, /tags.a.*too long/],
    ["a network without addresses", VNET, place, /missing required property 'addressSpace'/],
    ["an address with host bits", VNET, { ...place, ...space("10.0.0.1/16") }, /not formatted correctly/],
    ["multicast", VNET, { ...place, ...space("224.0.0.0/8") }, /no virtual network/],
    [
      "inline subnets, which would fight with the standalone one",
      VNET,
      { ...place, ...space("10.0.0.0/8"), subnets: [] },
      /'subnets'/,
    ],
    ["a subnet without a network", SUBNET, { resourceGroupName: "rg" }, /'virtualNetworkName'/],
    ["a subnet that is too small", SUBNET, subnet({ addressPrefix: "10.0.0.0/30" }), /from \/2 to \/29/],
    ["a role without a principal", ROLE, { scope: "/x", roleDefinitionId: UNKNOWN }, /'principalId'/],
    [
      "a role by name",
      ROLE,
      { scope: "/x", principalId: UNKNOWN, roleDefinitionId: "Network Contributor" },
      /roleDefinitionId/,
    ],
    ["an unknown property", CLUSTER, aks({ dnsPrefx: "x" }), /'dnsPrefx' is no property/],
    [
      "a nested unknown property",
      CLUSTER,
      net({ dockerBridgeCidr: "172.17.0.1/16" }),
      /'networkProfile.dockerBridgeCidr'/,
    ],
    [
      "a network plugin that there is not",
      CLUSTER,
      net({ networkPlugin: "weave" }),
      /networkPlugin.*weave.*azure, kubenet, none/,
    ],
    ["Standard in upper case", CLUSTER, net({ loadBalancerSku: "Standard" }), /loadBalancerSku/],
    ["a cluster's name with a dot", CLUSTER, aks({ resourceName: "a.b" }), /resourceName/],
    ["a pool's name in upper case", CLUSTER, pools({ name: "Pool1" }), /agentPoolProfiles\[0\].name/],
    ["a pool's name of 13 letters", CLUSTER, pools({ name: "nodepool12345" }), /agentPoolProfiles\[0\].name/],
    ["no dnsPrefix", CLUSTER, aks({ dnsPrefix: undefined }), /dnsPrefix is required/],
    ["a number as text", CLUSTER, pools({ count: "3" }), /count.*'number'/],
    ["half a node", CLUSTER, pools({ count: 1.5 }), /integer/],
    ["too many nodes", CLUSTER, pools({ count: 1001 }), /too high/],
    ["a system pool without nodes", CLUSTER, pools({ count: 0 }), /needs a node/],
    ["a pool that is no system pool", CLUSTER, pools({ mode: undefined }), /mode System/],
    ["a B series", CLUSTER, pools({ vmSize: "Standard_B2s" }), /Standard_B2s is not supported/],
    ["a zone that there is not", CLUSTER, pools({ availabilityZones: ["4"] }), /zones are/],
    ["a zone twice", CLUSTER, pools({ availabilityZones: ["1", "1"] }), /twice/],
    ["zones without a scale set", CLUSTER, pools({ type: "AvailabilitySet" }), /VirtualMachineScaleSets/],
    ["an old version", CLUSTER, aks({ kubernetesVersion: "1.33" }), /K8sVersionNotSupported/],
    ["azure's policy on kubenet", CLUSTER, net({ networkPolicy: "azure" }), /NetworkPolicyNotSupported/],
    ["overlay on kubenet", CLUSTER, net({ networkPluginMode: "overlay" }), /InvalidNetworkPluginMode/],
    [
      "cilium's policy without its dataplane",
      CLUSTER,
      net({ networkPlugin: "azure", networkPolicy: "cilium" }),
      /cilium/,
    ],
    ["the basic load balancer", CLUSTER, net({ loadBalancerSku: "basic" }), /retired/],
    ["pods inside 172.31/16", CLUSTER, net({ podCidr: "172.31.0.0/20" }), /podCidr.*reserves/],
    [
      "services around 172.30/16",
      CLUSTER,
      net({ serviceCidr: "172.24.0.0/13", dnsServiceIP: "172.24.0.10" }),
      /serviceCidr.*reserves/,
    ],
    [
      "services that hold the pods",
      CLUSTER,
      net({ serviceCidr: "10.0.0.0/13", podCidr: "10.1.0.0/16" }),
      /overlaps the pod CIDR/,
    ],
    ["services larger than /12", CLUSTER, net({ serviceCidr: "10.0.0.0/12" }), /smaller than \/12/],
    ["a DNS address outside", CLUSTER, net({ serviceCidr: "10.1.0.0/16" }), /10.0.0.10 is not inside/],
    ["the API server's address for DNS", CLUSTER, net({ dnsServiceIP: "10.0.0.1" }), /first address/],
    ["a private authorized range", CLUSTER, access("10.1.0.0/16"), /private/],
    [
      "201 authorized ranges",
      CLUSTER,
      access(...Array.from({ length: 201 }, (_, i) => `20.0.${i}.0/24`)),
      /at most 200/,
    ],
    [
      "a container group in upper case",
      CONTAINERS,
      containers({}, { containerGroupName: "Client" }),
      /containerGroupName/,
    ],
    ["containers without resources", CONTAINERS, containers({ resources: undefined }), /resources/],
    [
      "a mount without a volume",
      CONTAINERS,
      containers({ volumeMounts: [{ name: "lab", mountPath: "/lab" }] }),
      /no volume lab/,
    ],
    [
      "a public address in a subnet",
      CONTAINERS,
      containers({}, { subnetIds: [{ id: "/subscriptions/x" }], ipAddress: { type: "Public", ports: [] } }),
      /no public IP/,
    ],
    [
      "a dynamic standard address",
      "network:PublicIPAddress",
      { ...place, sku: { name: "Standard" }, publicIPAllocationMethod: "Dynamic" },
      /Static/,
    ],
    ["a basic address", "network:PublicIPAddress", { ...place, publicIPAllocationMethod: "Static" }, /Basic/],
    ["a NAT gateway without sku", "network:NatGateway", place, /needs its sku/],
  ])("%s", async (_, token, inputs, expected) => {
    const { reasons } = await bench.check(token, inputs);
    expect(reasons).toEqual([expect.stringMatching(expected)]);
  });

  it("all at once", async () => {
    const { reasons } = await bench.check(CLUSTER, aks({ resourceName: "a.b", dnsPrefix: "-", x: 1 }));
    expect(reasons).toHaveLength(3);
  });
});

describe("check takes", () => {
  it.each<[string, string, Properties]>([
    ["a kubenet cluster", CLUSTER, aks({})],
    [
      "an overlay cluster",
      CLUSTER,
      net({ networkPlugin: "azure", networkPluginMode: "overlay", networkPolicy: "azure" }),
    ],
    ["cilium", CLUSTER, net({ networkPlugin: "azure", networkPolicy: "cilium", networkDataplane: "cilium" })],
    [
      "what a preview does not know",
      CLUSTER,
      aks({ dnsPrefix: UNKNOWN, networkProfile: UNKNOWN, agentPoolProfiles: UNKNOWN }),
    ],
    [
      "unknown values inside",
      CLUSTER,
      aks({
        agentPoolProfiles: [pool({ vnetSubnetID: UNKNOWN, vmSize: UNKNOWN })],
        identity: { type: "UserAssigned", userAssignedIdentities: [UNKNOWN] },
      }),
    ],
    ["containers", CONTAINERS, containers({ command: ["sleep", "infinity"] })],
    ["an unknown address space", VNET, { ...place, ...space(UNKNOWN) }],
  ])("%s", async (_, token, inputs) => {
    expect((await bench.check(token, inputs)).reasons).toEqual([]);
  });
});

describe("check completes", () => {
  it.each<[string, string, Properties, Properties, Properties]>([
    ["a random name", VNET, place, {}, { virtualNetworkName: "thing4bf5122f", __createBeforeDelete: true }],
    ["a child's name", SUBNET, subnet({}), {}, { subnetName: "thing" }],
    [
      "an assignment's name",
      ROLE,
      { scope: "/x" },
      {},
      { roleAssignmentName: "4bf5122f-3445-54c5-3bde-2ebb8cd2b7e3" },
    ],
    ["the name of before", VNET, place, { virtualNetworkName: "old" }, { virtualNetworkName: "old" }],
    [
      "the location of before",
      VNET,
      { resourceGroupName: "rg" },
      { location: "eastus" },
      { location: "eastus" },
    ],
    ["an unknown group's location", VNET, { resourceGroupName: UNKNOWN }, {}, { location: UNKNOWN }],
    ["the API version", CLUSTER, aks({}), {}, { azureApiVersion: "2025-09-01" }],
  ])("%s", async (_, token, news, olds, expected) => {
    expect((await bench.check(token, news, olds)).inputs).toMatchObject(expected);
  });

  it("the location of the provider, and before that of the group", async () => {
    await bench.provider.configure?.({ location: "northeurope" });
    const { inputs } = await bench.check(VNET, { resourceGroupName: "rg", ...space("10.0.0.0/8") });
    expect(inputs.location).toBe("northeurope");
    await bench.provider.configure?.({});
    await bench.create("resources:ResourceGroup", place);
    const later = await bench.check(VNET, { resourceGroupName: "rg", ...space("10.0.0.0/8") });
    expect(later.inputs.location).toBe("westeurope");
  });
});
