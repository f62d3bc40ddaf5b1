import { execa, type ExecaChildProcess } from "execa";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LabStatus } from "../../../cli/status/labStatus";
import { waitFor } from "../../../system/deadline";
import { ON_AZURE } from "../../config/raw";
import { makeCheckout, removeCheckout, type Checkout } from "../support/checkout";
import { makeTestFolder } from "../support/testFolder";
import { lab, succeeding, type Ended } from "../support/lab";
import { ClusterBehind } from "./support/cluster";
import { standInPath } from "./support/standInPath";

jest.setTimeout(600_000);

const behind = new ClusterBehind("behind");
const before = process.env.LAB_STATE;
let states: string;
let checkout: Checkout;

/** The user's agent, which holds the one key that opens the debug pods. */
let agent: ExecaChildProcess;

beforeAll(async () => {
  states = makeTestFolder();
  process.env.LAB_STATE = states;
  await behind.up();
  checkout = makeCheckout();
  const config = { ...ON_AZURE, sshPublicKey: behind.state.sshPublicKey };
  writeFileSync(join(checkout.project, "Pulumi.dev.yaml"), JSON.stringify({ config }));
  agent = execa("ssh-agent", ["-D", "-a", socket()], { reject: false, stdout: "ignore" });
  await waitFor({ what: "the agent", seconds: 10 }, () => existsSync(socket()) || undefined);
  await execa("ssh-add", ["-q", behind.privateKeyFile], { env: { SSH_AUTH_SOCK: socket() } });
});

afterAll(async () => {
  agent.kill();
  await behind.down();
  if (before === undefined) delete process.env.LAB_STATE;
  else process.env.LAB_STATE = before;
  rmSync(states, { recursive: true });
  removeCheckout(checkout);
});

const socket = () => join(states, "agent");
const folder = () => join(checkout.state, "labs", "dev");

/** A verb about the stack on Azure, with the stand-in's cloud around it. */
function onAzure(verb: string, ...args: string[]): Promise<Ended> {
  return lab(checkout, [verb, "--stack", "dev", ...args], {
    PATH: standInPath(checkout.project),
    SSH_AUTH_SOCK: socket(),
    LAB_STANDIN_SUBSCRIPTION: join(states, "subscription"),
    LAB_STANDIN_KUBECONFIG: behind.kubeconfigFile,
    ARM_USE_MSI: "true",
    ARM_SUBSCRIPTION_ID: "00000000-0000-0000-0000-000000000003",
    ARM_TENANT_ID: "00000000-0000-0000-0000-000000000004",
  });
}

const status = async () => JSON.parse((await succeeding(onAzure("status", "--json"))).stdout) as LabStatus;

test("nothing is up before", async () => {
  const backend = { kind: "own", url: `file://${join(checkout.state, "pulumi")}` };
  expect(await status()).toEqual({
    stack: "dev",
    target: "azure",
    up: false,
    nodes: [],
    clients: [],
    backend,
  });
  expect((await onAzure("walk")).code).toBe(2);
});

test("`lab up` stands it up, and says what it is and costs", async () => {
  const { stdout } = await succeeding(onAzure("up"));
  expect(stdout).toContain('Lab "dev" is up for ');
  expect(stdout).toMatch(/about, an hour +\$0\.556/);
  expect(stdout).toContain("npx lab --stack dev walk");
});

test("its kubeconfig is for the user alone, and is no secret's second home", () => {
  const kubeconfig = join(folder(), "kubeconfig");
  expect(statSync(kubeconfig).mode & 0o777).toBe(0o600);
  expect(readFileSync(kubeconfig, "utf8")).toBe(readFileSync(behind.kubeconfigFile, "utf8"));
  expect(readFileSync(join(folder(), "azure.json"), "utf8")).not.toContain("client-key-data");
});

test("`lab status` tells of the cluster, the place and the cost, and what Azure does not tell", async () => {
  const told = await status();
  expect(told).toMatchObject({
    target: "azure",
    up: true,
    frontendIP: "203.0.113.10",
    sessionAffinity: "None",
  });
  expect(told.ageSeconds).toBeGreaterThan(0);
  expect(told.nodes.map(({ name, zone, ready }) => [name, zone, ready])).toEqual([
    ["node1", "westeurope-1", true],
    ["node2", "westeurope-2", true],
    ["node3", "westeurope-1", true],
  ]);
  expect(told.clients).toEqual([
    { name: "client-a", what: "this machine" },
    { name: "client-b", address: expect.any(String) as string },
  ]);
  expect(told.rule).toBeUndefined();
  expect(told.azure).toMatchObject({
    resourceGroup: "aks-lb-lab-dev",
    location: "westeurope",
    networkModel: "kubenet",
    owner: ON_AZURE.owner,
    cost: { usdPerHour: 0.556, complete: true },
    notes: [expect.stringContaining("load balancing rule: ") as string],
  });
});

test("`lab kubectl`, `lab ssh` with the user's own key, and `lab exec` on this machine get through", async () => {
  const service = await succeeding(
    onAzure("kubectl", "get", "service", "--namespace", "testapp", "-o", "name"),
  );
  expect(service.stdout).toBe("service/testapp");
  expect((await succeeding(onAzure("ssh", "node2", "--", "hostname"))).stdout).toContain("node2");
  expect((await succeeding(onAzure("exec", "client-a", "--", "echo", "here"))).stdout).toBe("here");
});

test("places that nobody gets into are refused with what to use instead", async () => {
  const [client, router, node] = await Promise.all([
    onAzure("exec", "client-b", "--", "true"),
    onAzure("exec", "router", "--", "true"),
    onAzure("ssh", "node9"),
  ]);
  expect(client.code).toBe(2);
  expect(client.stderr).toContain("az container exec --resource-group aks-lb-lab-dev --name client-b");
  expect(router.stderr).toContain("az network lb rule list");
  expect(node.stderr).toContain("It has node1, node2, node3");
});

test("`lab env` names the kubeconfig", async () => {
  const { stdout } = await succeeding(onAzure("env"));
  expect(stdout.split("\n")).toContain(`export KUBECONFIG=${join(folder(), "kubeconfig")}`);
});

test("`lab down` leaves nothing, twice", async () => {
  await succeeding(onAzure("down"));
  expect(existsSync(folder())).toBe(false);
  expect((await status()).up).toBe(false);
  await succeeding(onAzure("down"));
});
