import { readFileSync } from "node:fs";
import { LabClients } from "../../../components/azure/labClients";
import { senderFile } from "../../../sender/place";
import { addressOf } from "../cloud";
import { named, recordProgram, UNKNOWN, type Mode } from "../recordProgram";
import { SPEC, TAGS } from "./spec";

const record = (mode: Mode, clients = 2) =>
  recordProgram(
    mode,
    () => new LabClients("clients", { spec: { ...SPEC, clients }, resourceGroupName: "group" }),
  );

const PLACE = { resourceGroupName: "group", location: "norwayeast", tags: TAGS };

describe.each<Mode>(["preview", "update"])("LabClients in a %s", (mode) => {
  const preview = mode === "preview";
  let recording: Awaited<ReturnType<typeof record>>;

  beforeAll(async () => {
    recording = await record(mode);
  });

  it("are one component, each client with a network of its own", () => {
    const { resources } = recording;
    expect(resources.map(({ type, name, parent }) => `${type} ${name} in ${parent}`).sort()).toEqual([
      "akslab:index:LabClients clients in ",
      "azure-native:containerinstance:ContainerGroup client-b-norwayeast-group in clients",
      "azure-native:containerinstance:ContainerGroup client-c-norwayeast-group in clients",
      "azure-native:network:NatGateway client-b-norwayeast-nat in clients",
      "azure-native:network:NatGateway client-c-norwayeast-nat in clients",
      "azure-native:network:PublicIPAddress client-b-norwayeast-ip in clients",
      "azure-native:network:PublicIPAddress client-c-norwayeast-ip in clients",
      "azure-native:network:Subnet client-b-norwayeast-subnet in clients",
      "azure-native:network:Subnet client-c-norwayeast-subnet in clients",
      "azure-native:network:VirtualNetwork client-b-norwayeast-vnet in clients",
      "azure-native:network:VirtualNetwork client-c-norwayeast-vnet in clients",
    ]);
    expect(resources[0]?.inputs).toEqual({});
  });

  it("go out by a gateway whose address is known", () => {
    const subnet = named(recording, "client-b-norwayeast-subnet");
    expect(named(recording, "client-b-norwayeast-ip").inputs).toMatchObject({
      ...PLACE,
      publicIpAddressName: "client-b-norwayeast-ip",
      sku: { name: "Standard" },
      publicIPAddressVersion: "IPv4",
      publicIPAllocationMethod: "Static",
    });
    expect(named(recording, "client-b-norwayeast-nat").inputs).toMatchObject({
      ...PLACE,
      natGatewayName: "client-b-norwayeast-nat",
      sku: { name: "Standard" },
      publicIpAddresses: [{ id: preview ? UNKNOWN : "client-b-norwayeast-ip-id" }],
    });
    expect(subnet.inputs).toMatchObject({
      resourceGroupName: "group",
      virtualNetworkName: preview ? UNKNOWN : "client-b-norwayeast-vnet",
      natGateway: { id: preview ? UNKNOWN : "client-b-norwayeast-nat-id" },
      delegations: [{ serviceName: "Microsoft.ContainerInstance/containerGroups" }],
    });
    expect(subnet.dependencies).toEqual(["client-b-norwayeast-nat", "client-b-norwayeast-vnet"]);
    const { inputs } = named(recording, "client-b-norwayeast-vnet");
    expect(inputs).toMatchObject({ ...PLACE, virtualNetworkName: "client-b-norwayeast-vnet" });
    expect(inputs).not.toHaveProperty("subnets");
  });

  it("are containers that cannot be reached, and wait with the sender at hand", () => {
    const { inputs, dependencies } = named(recording, "client-b-norwayeast-group");
    const { containers, volumes, ...group } = inputs as {
      containers: Record<string, unknown>[];
      volumes: unknown;
    };
    expect(group).toEqual({
      ...PLACE,
      containerGroupName: "client-b-norwayeast",
      sku: "Standard",
      osType: "Linux",
      restartPolicy: "Always",
      subnetIds: [{ id: preview ? UNKNOWN : "client-b-norwayeast-subnet-id" }],
    });
    const { command, ...container } = containers[0] ?? {};
    expect(containers).toHaveLength(1);
    // No ports; and Azure takes a security context from confidential groups only.
    expect(container).toEqual({
      name: "client",
      image: "node@sha256:3",
      resources: { requests: { cpu: 1, memoryInGB: 1 } },
      volumeMounts: [{ name: "lab", mountPath: "/lab", readOnly: true }],
    });
    expect(command).toEqual(["node", "-e", expect.stringContaining("process.setuid(65534)")]);
    const sender = readFileSync(senderFile).toString("base64");
    expect(volumes).toEqual([{ name: "lab", secret: { "sender.js": sender } }]);
    expect(dependencies).toEqual(["client-b-norwayeast-subnet"]);
  });
});

it("LabClients tells of each where it is and from which address it sends", async () => {
  const { outputs } = await record("update");
  expect(outputs.clients).toEqual({
    clients: ["client-b", "client-c"].map((name) => ({
      name,
      address: addressOf(name),
      resourceGroup: "group",
      containerGroup: `${name}-norwayeast`,
      container: "client",
    })),
  });
});

it("LabClients are at most client-b to client-j", async () => {
  const { resources } = await record("update", 9);
  const groups = resources.filter(({ type }) => type.endsWith(":ContainerGroup"));
  const letters = "bcdefghij".split("");
  expect(groups.map(({ name }) => name)).toEqual(
    letters.map((letter) => `client-${letter}-norwayeast-group`),
  );
});
