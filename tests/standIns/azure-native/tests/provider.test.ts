import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { azureNativeProvider } from "../azureNativeProvider";
import { Subscription } from "../subscription";
import { projectDirectory } from "../../../../system/paths";
import { Bench, SUBSCRIPTION_ID } from "./bench";
import { cluster, CLUSTER, makePlace } from "./place";

const folder = mkdtempSync(join(tmpdir(), "azure-native-provider-"));
const kubeconfig = join(folder, "kubeconfig");
const bench = new Bench({ LAB_STANDIN_KUBECONFIG: kubeconfig });

beforeAll(() => {
  writeFileSync(kubeconfig, "kind: Config\n");
});

afterAll(() => {
  bench.down();
  rmSync(folder, { recursive: true });
});

const credentials = "azure-native:containerservice:listManagedClusterUserCredentials";
const of = { resourceGroupName: "rg", resourceName: "kubenet-cluster" };

describe("functions", () => {
  it("tell who is logged in", async () => {
    const config = await bench.provider.invoke?.("azure-native:authorization:getClientConfig", {});
    expect(config).toMatchObject({ subscriptionId: SUBSCRIPTION_ID });
  });

  it("give credentials of a cluster that is there, and of no other", async () => {
    const invoke = (): unknown => bench.provider.invoke?.(credentials, of);
    expect(invoke).toThrow(/ResourceNotFound/);
    await makePlace(bench);
    await bench.create(CLUSTER, cluster());
    const value = Buffer.from("kind: Config\n").toString("base64");
    expect(invoke()).toEqual({ kubeconfigs: [{ name: "clusterUser", value }] });
  });

  it("tell who an identity is, once it is there", () => {
    const ask = (resourceName: string): unknown =>
      bench.provider.invoke?.("azure-native:managedidentity:getUserAssignedIdentity", {
        resourceGroupName: "rg",
        resourceName,
      });
    expect(ask("identity")).toMatchObject({
      principalId: expect.stringMatching(/^[-0-9a-f]{36}$/) as string,
    });
    expect(() => ask("nobody")).toThrow(/ResourceNotFound/);
  });

  it("are no others", () => {
    expect(() => bench.provider.invoke?.("azure-native:compute:getDisk", {})).toThrow("has no function");
  });
});

describe("the stand-in is nobody's by accident", () => {
  it("ends without the variable that only tests set", () => {
    const path = join(projectDirectory, "tests/standIns/azure-native/pulumi-resource-azure-native");
    const { status, stdout, stderr } = spawnSync(path, ["127.0.0.1:1"], { encoding: "utf8" });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("LAB_STANDIN_SUBSCRIPTION");
  });

  it("is configured only with a subscription and a tenant", () => {
    const provider = azureNativeProvider(new Subscription(folder), {});
    expect(() => provider.configure?.({})).toThrow("ARM_SUBSCRIPTION_ID");
  });

  it("has no type that the project does not use", () => {
    expect(bench.provider.resource("azure-native:compute:VirtualMachine")).toBeUndefined();
  });
});
