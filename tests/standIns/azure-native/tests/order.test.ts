import type { Properties } from "../../../../local/provider/protocol/value";
import { Bench, GROUP, type Kept } from "./bench";
import {
  cluster,
  CLUSTER,
  IDENTITY_ID,
  makePlace,
  network,
  pool,
  ROLE,
  ROUTES_ID,
  SUBNET_ID,
  type Step,
} from "./place";

let bench: Bench;

beforeEach(() => {
  bench = new Bench();
});

afterEach(() => {
  bench.down();
});

const rg = { resourceGroupName: "rg" };
const location = "westeurope";

describe("a cluster is refused", () => {
  it.each<[string, Step[], Properties, RegExp]>([
    [
      "before its identity's role on the route table",
      ["routesRole"],
      {},
      /^Status=400 Code="CustomRouteTableMissingPermission"/,
    ],
    [
      "before its identity's role on the subnet",
      ["subnetRole"],
      {},
      /^Status=403 Code="LinkedAuthorizationFailed"/,
    ],
    ["before both", ["routesRole", "subnetRole"], {}, /CustomRouteTableMissingPermission/],
    ["before the subnet", ["subnet", "subnetRole"], {}, /InvalidReso.*subnets\/kubenet/],
    [
      "before its identity",
      ["identity", "subnetRole", "routesRole"],
      {},
      /InvalidReso.*userAssignedIdentities\/identity/,
    ],
    [
      "before its group",
      ["group", "network", "routes", "subnet", "identity", "subnetRole", "routesRole"],
      { location },
      /ResourceGroupNotFound/,
    ],
    [
      "with the system's identity and an own route table",
      [],
      { identity: { type: "SystemAssigned" } },
      /CustomRouteTableWithUnsupportedMSIType/,
    ],
    [
      "with pods in the virtual network",
      [],
      { networkProfile: network({ podCidr: "10.240.128.0/17" }) },
      /PodCidrOverlap/,
    ],
    [
      "with Services in the virtual network",
      [],
      { networkProfile: network({ serviceCidr: "10.240.128.0/17", dnsServiceIP: "10.240.128.10" }) },
      /ServiceCidrOverlap/,
    ],
    [
      "with more nodes than the subnet holds",
      [],
      { agentPoolProfiles: [pool({ count: 251 })] },
      /InsufficientSubnetSize/,
    ],
    [
      "with a node group's name that gets too long",
      [],
      { resourceName: "x".repeat(63), location: "southeastasia" },
      /maximum length is 80/,
    ],
  ])("%s", async (_, without, change, expected) => {
    await makePlace(bench, ...without);
    await expect(bench.create(CLUSTER, cluster(change))).rejects.toThrow(expected);
    expect(bench.subscription.ofType("Microsoft.ContainerService/managedClusters")).toEqual([]);
  });

  it("beside another one of kubenet in the subnet", async () => {
    await makePlace(bench);
    await bench.create(CLUSTER, cluster());
    const second = cluster({ resourceName: "second" });
    await expect(bench.create(CLUSTER, second)).rejects.toThrow("SubnetInUseByAnotherKubenetCluster");
  });
});

describe("a cluster is made", () => {
  it("once all is there, and tells what Azure adds", async () => {
    await makePlace(bench);
    const { id, outputs } = await bench.create(CLUSTER, cluster());
    expect(id).toBe(`${GROUP}/providers/Microsoft.ContainerService/managedClusters/kubenet-cluster`);
    expect(outputs).toMatchObject({
      name: "kubenet-cluster",
      location,
      nodeResourceGroup: "MC_rg_kubenet-cluster_westeurope",
      currentKubernetesVersion: "1.35.4",
      identity: { userAssignedIdentities: { [IDENTITY_ID]: { principalId: expect.any(String) as string } } },
      agentPoolProfiles: [{ name: "nodepool1", maxPods: 110 }],
    });
    expect(outputs).not.toHaveProperty("resourceGroupName");
  });

  it("with the role granted on the whole group", async () => {
    const { identity } = await makePlace(bench, "subnetRole", "routesRole");
    const grant = { scope: GROUP, principalType: "ServicePrincipal", roleDefinitionId: ROLE };
    await bench.create("authorization:RoleAssignment", {
      ...grant,
      principalId: identity?.outputs.principalId,
    });
    await bench.create(CLUSTER, cluster());
  });

  it("of overlay without rights on a route table", async () => {
    await makePlace(bench, "routes", "routesRole");
    const overlay = network({ networkPlugin: "azure", networkPluginMode: "overlay" });
    await bench.create(CLUSTER, cluster({ networkProfile: overlay }));
  });
});

describe("a role is refused", () => {
  const grant = (principalId: unknown, change: Properties = {}) =>
    bench.create("authorization:RoleAssignment", {
      scope: SUBNET_ID,
      principalId: principalId as string,
      principalType: "ServicePrincipal",
      roleDefinitionId: ROLE,
      ...change,
    });

  it.each<[string, Properties, RegExp]>([
    [
      "for a managed identity called a user, as the SDK does by default",
      { principalType: "User" },
      /UnmatchedPrincipalType/,
    ],
    ["for nobody", { principalId: "00000000-0000-0000-0000-000000000009" }, /PrincipalNotFound/],
    ["on nothing", { scope: `${GROUP}/providers/Microsoft.Network/routeTables/none` }, /ResourceNotFound/],
    ["twice", { scope: ROUTES_ID }, /RoleAssignmentExists/],
  ])("%s", async (_, change, expected) => {
    const { identity } = await makePlace(bench, "subnetRole");
    await expect(grant(identity?.outputs.principalId, change)).rejects.toThrow(expected);
  });
});

describe("a subnet is refused", () => {
  it.each<[string, Properties, RegExp]>([
    ["outside the network", { addressPrefix: "10.1.0.0/24" }, /NetcfgInvalidSubnet/],
    ["over another one", { addressPrefix: "10.240.0.128/25" }, /NetcfgSubnetRangesOverlap/],
    [
      "without its network",
      { virtualNetworkName: "none", addressPrefix: "10.240.1.0/24" },
      /ParentResourceNotFound/,
    ],
    [
      "with a route table that there is not",
      { addressPrefix: "10.240.1.0/24", routeTable: { id: `${GROUP}/x` } },
      /InvalidResourceReference/,
    ],
  ])("%s", async (_, change, expected) => {
    await makePlace(bench);
    const inputs = { ...rg, virtualNetworkName: "aksvnet", subnetName: "second", ...change };
    await expect(bench.create("network:Subnet", inputs)).rejects.toThrow(expected);
  });
});

it("nothing is made over what is there already", async () => {
  const { routes } = await makePlace(bench);
  await expect(bench.create("network:RouteTable", { ...rg, routeTableName: "routes" })).rejects.toThrow(
    `cannot create already existing resource '${String(routes?.id)}'`,
  );
});

describe("a deletion is refused", () => {
  const kept = (made: Partial<Record<Step, Kept>>, step: Step): Kept => made[step] ?? ({} as Kept);

  it.each<[string, Step, RegExp]>([
    ["of the subnet that has the cluster's nodes", "subnet", /InUseSubnetCannotBeDeleted.*kubenet-cluster/],
    ["of the network around it", "network", /InUseSubnetCannotBeDeleted/],
    ["of the subnet's route table", "routes", /InUseRouteTableCannotBeDeleted/],
  ])("%s", async (_, step, expected) => {
    const made = await makePlace(bench);
    await bench.create(CLUSTER, cluster());
    await expect(bench.delete(kept(made, step))).rejects.toThrow(expected);
  });

  it("of nothing in reverse order, and a second time is fine", async () => {
    const made = await makePlace(bench);
    const aks = await bench.create(CLUSTER, cluster());
    const reverse = [aks, ...Object.values(made).reverse()];
    for (const each of [...reverse, ...reverse]) await bench.delete(each);
    expect(bench.subscription.all()).toEqual([]);
    const deleted = bench.journal().filter(({ operation, by }) => operation === "delete" && by === "caller");
    expect(deleted.map(({ id }) => id)).toEqual(reverse.map(({ id }) => id));
  });
});

it("a group takes along what is in it, and the journal tells", async () => {
  const { group } = await makePlace(bench);
  await bench.delete(group ?? ({} as Kept));
  expect(bench.subscription.all()).toEqual([]);
  expect(bench.journal().filter(({ by }) => by === "cascade")).toHaveLength(6);
});

describe("a container group is refused", () => {
  const containers = [
    { name: "client", image: "node", resources: { requests: { cpu: 0.5, memoryInGB: 0.5 } } },
  ];

  it.each<[string, Properties, RegExp]>([
    ["in a subnet that is not delegated", { subnetIds: [{ id: SUBNET_ID }] }, /SubnetNotDelegated/],
    ["in a subnet that there is not", { subnetIds: [{ id: `${SUBNET_ID}2` }] }, /InvalidResourceReference/],
  ])("%s", async (_, change, expected) => {
    await makePlace(bench);
    const inputs = { ...rg, osType: "Linux", containers, ...change };
    await expect(bench.create("containerinstance:ContainerGroup", inputs)).rejects.toThrow(expected);
  });
});
