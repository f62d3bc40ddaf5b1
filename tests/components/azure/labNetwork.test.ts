import { LabNetwork } from "../../../components/azure/labNetwork";
import type { AksSpec } from "../../../config/aksSpec";
import { named, recordProgram, UNKNOWN, type Mode } from "../recordProgram";
import { SPEC, TAGS } from "./spec";

const record = (mode: Mode, changes: Partial<AksSpec> = {}) =>
  recordProgram(
    mode,
    () => new LabNetwork("network", { spec: { ...SPEC, ...changes }, resourceGroupName: "group" }),
  );

const PLACE = { resourceGroupName: "group", location: "swedencentral", tags: TAGS };

describe.each<Mode>(["preview", "update"])("LabNetwork in a %s", (mode) => {
  let recording: Awaited<ReturnType<typeof record>>;

  beforeAll(async () => {
    recording = await record(mode);
  });

  it("is one component with a network, a subnet and, with kubenet, a route table", () => {
    const { resources } = recording;
    expect(resources.map(({ type, name, parent }) => `${type} ${name} in ${parent}`).sort()).toEqual([
      "akslab:index:LabNetwork network in ",
      "azure-native:network:RouteTable network-routes in network",
      "azure-native:network:Subnet network-subnet in network",
      "azure-native:network:VirtualNetwork network-vnet in network",
    ]);
    // Inputs of its own would make it a second resource that changes.
    expect(resources[0]?.inputs).toEqual({});
  });

  it("has no route table with overlay", async () => {
    const overlay = await record(mode, { networkModel: "overlay" });
    const types = overlay.resources.map(({ type }) => type);
    expect(types).not.toContain("azure-native:network:RouteTable");
    expect(named(overlay, "network-subnet").inputs).not.toHaveProperty("routeTable");
  });

  it("writes subnets and routes in no second place, where one would undo the other", () => {
    expect(named(recording, "network-vnet").inputs).toMatchObject({
      ...PLACE,
      virtualNetworkName: "aksvnet",
      addressSpace: { addressPrefixes: ["10.1.0.0/16"] },
    });
    for (const absent of ["subnets", "virtualNetworkPeerings"])
      expect(named(recording, "network-vnet").inputs).not.toHaveProperty(absent);
    expect(named(recording, "network-routes").inputs).toEqual({ ...PLACE, routeTableName: "kubenet-routes" });
    expect(named(recording, "network-routes").replacing.onChanges).toEqual([]);
  });

  it("gives the subnet its route table from the start", () => {
    const subnet = named(recording, "network-subnet");
    const preview = mode === "preview";
    expect(subnet.inputs).toMatchObject({
      resourceGroupName: "group",
      virtualNetworkName: preview ? UNKNOWN : "aksvnet",
      subnetName: "kubenet",
      addressPrefix: "10.1.2.0/24",
      routeTable: { id: preview ? UNKNOWN : "network-routes-id" },
    });
    for (const absent of ["delegations", "natGateway", "networkSecurityGroup"])
      expect(subnet.inputs).not.toHaveProperty(absent);
    expect(subnet.dependencies).toEqual(["network-routes", "network-vnet"]);
  });

  it("is made anew where Azure cannot move it with nodes in it", () => {
    expect(named(recording, "network-vnet").replacing).toEqual({
      onChanges: ["addressSpace"],
      with: [],
      deleteFirst: true,
    });
    expect(named(recording, "network-subnet").replacing).toEqual({
      onChanges: ["addressPrefix"],
      with: [],
      deleteFirst: true,
    });
  });
});

it("LabNetwork tells which subnet it is", async () => {
  const { outputs } = await record("update");
  expect(outputs.network).toEqual({ subnetId: "network-subnet-id" });
});
