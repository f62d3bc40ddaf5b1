import { UNKNOWN, type Properties } from "../../../../local/provider/protocol/value";
import { Bench, GROUP, type Kept } from "./bench";
import { cluster, CLUSTER, makePlace, network, pool, ROLE, ROUTES_ID, SUBNET_ID, type Step } from "./place";

let bench: Bench;
let made: Partial<Record<Step, Kept>>;
let aks: Kept;

beforeEach(async () => {
  bench = new Bench();
  made = await makePlace(bench);
  aks = await bench.create(CLUSTER, cluster());
});

afterEach(() => {
  bench.down();
});

const kept = (step: Step): Kept => made[step] ?? ({} as Kept);
const routesNow = () => bench.subscription.get(ROUTES_ID)?.properties.routes as Properties[];

/** What somebody else does to a resource. */
function meddle(id: string, change: Properties): void {
  const existing = bench.subscription.get(id);
  if (existing === undefined) throw new Error(`there is no ${id}`);
  bench.subscription.put({ ...existing, properties: { ...existing.properties, ...change } });
}

describe("the diff of a cluster", () => {
  it.each<[string, Properties, string[]]>([
    ["none", {}, []],
    ["the location in other words", { location: "West Europe" }, []],
    ["more nodes", { agentPoolProfiles: [pool({ count: 4 })] }, ["update agentPoolProfiles[0].count"]],
    [
      "another VM size",
      { agentPoolProfiles: [pool({ vmSize: "Standard_D4s_v5" })] },
      ["update agentPoolProfiles[0].vmSize"],
    ],
    [
      "another zone",
      { agentPoolProfiles: [pool({ availabilityZones: ["1", "2", "3"] })] },
      ["add agentPoolProfiles[0].availabilityZones[2]"],
    ],
    [
      "other pods",
      { networkProfile: network({ podCidr: "10.245.0.0/16" }) },
      ["update networkProfile.podCidr!"],
    ],
    [
      "a policy that was not there: the provider does not replace",
      { networkProfile: network({ networkPolicy: "calico" }) },
      ["add networkProfile.networkPolicy"],
    ],
    [
      "other ranges",
      { apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.7/32"] } },
      ["add apiServerAccessProfile"],
    ],
    ["another name", { resourceName: "other" }, ["update resourceName!"]],
    ["another location", { location: "northeurope" }, ["update location!"]],
    ["another DNS prefix", { dnsPrefix: "other" }, ["update dnsPrefix!"]],
    ["an unknown identity", { identity: UNKNOWN }, ["update identity"]],
  ])("%s", async (_, change, expected) => {
    expect(await bench.diff(aks, change)).toEqual(expected);
  });
});

describe("the diff of", () => {
  it.each<[string, Step, Properties, string[]]>([
    ["a group's tags", "group", { tags: { owner: "me" } }, ["add tags"]],
    ["a group's location", "group", { location: "eastus" }, ["update location!"]],
    [
      "a network's addresses",
      "network",
      { addressSpace: { addressPrefixes: ["10.0.0.0/8"] } },
      ["update addressSpace.addressPrefixes[0]"],
    ],
    ["a subnet's addresses", "subnet", { addressPrefix: "10.240.1.0/24" }, ["update addressPrefix"]],
    ["a subnet's network", "subnet", { virtualNetworkName: "other" }, ["update virtualNetworkName!"]],
    ["a role's principal", "subnetRole", { principalId: UNKNOWN }, ["update principalId!"]],
    ["a role's scope", "subnetRole", { scope: ROUTES_ID }, ["update scope!"]],
  ])("%s", async (_, step, change, expected) => {
    expect(await bench.diff(kept(step), change)).toEqual(expected);
  });

  it("deletes before it replaces unless the name was made up", async () => {
    const named = await bench.difference(kept("network"), { location: "eastus" });
    expect(named.deleteBeforeReplace).toBe(true);
    const unnamed = await bench.create("network:RouteTable", { resourceGroupName: "rg" });
    expect((await bench.difference(unnamed, { location: "eastus" })).deleteBeforeReplace).toBe(false);
  });
});

describe("an update in place", () => {
  it.each<[string, Properties, RegExp]>([
    [
      "the VM size",
      { agentPoolProfiles: [pool({ vmSize: "Standard_D4s_v5" })] },
      /400.*PropertyChangeNotAllowed.*'agentPoolProfile.vmSize'/,
    ],
    [
      "the zones",
      { agentPoolProfiles: [pool({ availabilityZones: ["1"] })] },
      /'agentPoolProfile.availabilityZones'/,
    ],
    [
      "the subnet",
      { agentPoolProfiles: [pool({ vnetSubnetID: undefined })] },
      /'agentPoolProfile.vnetSubnetID'/,
    ],
    [
      "another pool",
      { agentPoolProfiles: [pool(), pool({ name: "second" })] },
      /A new agent pool was introduced/,
    ],
    [
      "a network policy",
      { networkProfile: network({ networkPolicy: "calico" }) },
      /'properties.networkProfile'/,
    ],
  ])("is refused: %s", async (_, change, expected) => {
    await expect(bench.update(aks, change)).rejects.toThrow(expected);
  });

  it("is done: nodes, tags, ranges", async () => {
    const change = {
      agentPoolProfiles: [pool({ count: 2 })],
      tags: { owner: "me" },
      apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.7/32"] },
    };
    const { outputs } = await bench.update(aks, change);
    expect(outputs).toMatchObject({ ...change, agentPoolProfiles: [{ count: 2 }], name: "kubenet-cluster" });
    expect(routesNow()).toHaveLength(2);
  });

  it("changes nothing in a preview, and knows name and location", async () => {
    const before = bench.subscription.all();
    const { outputs } = await bench.update(aks, { tags: { owner: "me" } }, true);
    expect(bench.subscription.all()).toEqual(before);
    expect(outputs).toMatchObject({ name: "kubenet-cluster", location: "westeurope", tags: { owner: "me" } });
    expect(outputs).not.toHaveProperty("fqdn");
  });

  it("is refused for a role", async () => {
    const change = {
      roleDefinitionId: ROLE.replace("4d97", "0000"),
    };
    await expect(bench.update(kept("subnetRole"), change)).rejects.toThrow(
      "RoleAssignmentUpdateNotPermitted",
    );
  });

  it("keeps an identity's principal", async () => {
    const { outputs } = await bench.update(kept("identity"), { tags: { a: "b" } });
    expect(outputs.principalId).toBe(kept("identity").outputs.principalId);
  });
});

describe("what AKS does of its own", () => {
  it("makes the node resource group, and takes it away", async () => {
    const group = `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/MC_rg_kubenet-cluster_westeurope`;
    expect(bench.subscription.get(group)?.properties.managedBy).toBe(aks.id);
    expect(bench.subscription.below(group).map(({ id }) => id.split("/").at(-1))).toContain("kubernetes");
    await bench.delete(aks);
    expect([bench.subscription.get(group), ...bench.subscription.below(group)]).toEqual([undefined]);
    expect(routesNow()).toEqual([]);
  });

  it("writes a route for each node's pods, which neither update nor refresh touches", async () => {
    const before = routesNow();
    expect(before).toEqual(
      [0, 1, 2].map((node) => ({
        name: `aks-nodepool1-23454376-vmss00000${node}`,
        addressPrefix: `10.244.${node}.0/24`,
        nextHopType: "VirtualAppliance",
        nextHopIpAddress: `10.240.0.${4 + node}`,
      })),
    );
    const refreshed = await bench.refresh(kept("routes"));
    expect(refreshed?.inputs).toEqual(kept("routes").inputs);
    expect(refreshed?.outputs.routes).toEqual(before);
    await bench.update(kept("routes"), { tags: { owner: "me" } });
    expect(routesNow()).toEqual(before);
  });

  it("loses its routes to a program that says that there are none", async () => {
    await bench.update(kept("routes"), { routes: [] });
    expect(routesNow()).toEqual([]);
  });

  it("attaches a table of its own to a subnet without one: drift, which the next update would undo", async () => {
    const other = new Bench();
    const { subnet } = await makePlace(other, "routes", "routesRole");
    await other.create(CLUSTER, cluster());
    const refreshed = await other.refresh(subnet ?? ({} as Kept));
    expect(refreshed?.inputs.routeTable).toEqual({ id: expect.stringContaining("/MC_rg_") as string });
    expect(await other.diff(refreshed ?? ({} as Kept), { routeTable: undefined })).toEqual([
      "delete routeTable",
    ]);
    other.down();
  });
});

describe("a refresh", () => {
  it("leaves the inputs as they are when nothing happened", async () => {
    for (const each of [...Object.values(made), aks])
      expect((await bench.refresh(each))?.inputs).toEqual(each.inputs);
  });

  it("finds what somebody else did", async () => {
    meddle(SUBNET_ID, { addressPrefix: "10.240.0.0/25", routeTable: undefined });
    const { inputs } = kept("subnet");
    const expected = { ...inputs, addressPrefix: "10.240.0.0/25", routeTable: undefined };
    expect((await bench.refresh(kept("subnet")))?.inputs).toEqual(expected);
    meddle(aks.id, { tags: { owner: "somebody" } });
    expect((await bench.refresh(aks))?.inputs).toEqual({ ...aks.inputs, tags: { owner: "somebody" } });
  });

  it("finds inside a list what somebody else did, without what Azure filled in", async () => {
    const [live] = aks.outputs.agentPoolProfiles as Properties[];
    meddle(aks.id, { agentPoolProfiles: [{ ...live, count: 5 }] });
    expect((await bench.refresh(aks))?.inputs.agentPoolProfiles).toEqual([pool({ count: 5 })]);
  });

  it("finds that it is gone", async () => {
    await bench.delete(aks);
    expect(await bench.refresh(aks)).toBeUndefined();
  });
});

it("a preview makes nothing and knows the inputs only", async () => {
  const { inputs } = await bench.check("network:RouteTable", { resourceGroupName: "rg" });
  const request = { token: "", inputs };
  const preview = { preview: true } as never;
  const { id, outputs } = await bench.resource("network:RouteTable").create(request, preview);
  expect(id).toBe("");
  expect(outputs).toEqual({ location: "westeurope", azureApiVersion: "2024-05-01" });
  expect(bench.subscription.ofType("Microsoft.Network/routeTables")).toHaveLength(1);
});

it("every type that the project uses has its id in the group", () => {
  const ids = [...Object.values(made), aks].map(({ id }) => id);
  expect(ids.every((id) => id.startsWith(GROUP))).toBe(true);
});
