import type { Properties } from "../../../../local/provider/protocol/value";
import { Bench, type Kept } from "./bench";

let bench: Bench;

beforeEach(async () => {
  bench = new Bench();
  await bench.create("resources:ResourceGroup", { resourceGroupName: "rg", location: "northeurope" });
});

afterEach(() => {
  bench.down();
});

describe("a container group", () => {
  const container = (change: Properties = {}) => ({
    name: "client",
    image: "node:22",
    resources: { requests: { cpu: 0.5, memoryInGB: 0.5 } },
    environmentVariables: [{ name: "KEY", secureValue: "hidden" }],
    volumeMounts: [{ name: "lab", mountPath: "/lab" }],
    ...change,
  });
  let group: Kept;

  beforeEach(async () => {
    group = await bench.create("containerinstance:ContainerGroup", {
      resourceGroupName: "rg",
      containerGroupName: "client-b",
      osType: "Linux",
      restartPolicy: "Always",
      containers: [container()],
      volumes: [{ name: "lab", secret: { "sender.js": "c2VjcmV0" } }],
    });
  });

  it("never tells its secrets back, and a refresh does not miss them", async () => {
    expect(JSON.stringify(group.outputs)).not.toMatch(/hidden|c2VjcmV0/);
    expect((await bench.refresh(group))?.inputs).toEqual(group.inputs);
  });

  it.each<[string, Properties]>([
    ["another size", { containers: [container({ resources: { requests: { cpu: 1, memoryInGB: 1 } } })] }],
    ["another restart policy", { restartPolicy: "Never" }],
    ["an address", { ipAddress: { type: "Public", ports: [{ port: 80, protocol: "TCP" }] } }],
  ])("refuses %s in place", async (_, change) => {
    await expect(bench.update(group, change)).rejects.toThrow("InvalidContainerGroupUpdate");
  });

  it("takes another image in place", async () => {
    const { outputs } = await bench.update(group, { containers: [container({ image: "node:24" })] });
    expect(outputs.containers).toEqual([expect.objectContaining({ image: "node:24" })]);
  });
});
