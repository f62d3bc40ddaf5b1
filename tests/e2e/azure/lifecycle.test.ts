import { readFileSync } from "node:fs";
import { enterClient } from "../../../local/enter";
import { run } from "../../../system/command";
import { changedFiles, makeCheckout, removeCheckout, type Checkout } from "../support/checkout";
import { doneSteps, plannedSteps, type Step } from "../support/engineSteps";
import { succeeding, type Ended } from "../support/lab";
import { CHANGES, CLIENT_A, INSIDE } from "./support/changes";
import { ClusterBehind } from "./support/cluster";
import { AzureStandIn } from "./support/standIn";

const PATIENCE_MS = 300_000;
jest.setTimeout(PATIENCE_MS);

const behind = new ClusterBehind("behind");
/** Another one, for when AKS makes another one. */
const second = new ClusterBehind("second");
const stateBefore = process.env.LAB_STATE;
let checkout: Checkout;
let azure: AzureStandIn;
let firstPreview: Ended;
let firstUp: Ended;

const AT_ONCE = ["--yes", "--skip-preview", "--non-interactive"];

const up = (...flags: string[]): Promise<Ended> => succeeding(azure.pulumi("up", ...AT_ONCE, ...flags));

/** What the head of Pulumi.dev.yaml tells the user to set. */
async function configure(settings: Readonly<Record<string, string>>): Promise<void> {
  const pairs = Object.entries(settings).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
  await succeeding(azure.pulumi("config", "set-all", "--path", ...pairs));
}

beforeAll(async () => {
  checkout = makeCheckout();
  process.env.LAB_STATE = checkout.state;
  azure = new AzureStandIn(checkout);
  azure.kubeconfigFile = behind.kubeconfigFile;
  await behind.up();
  await succeeding(azure.pulumi("stack", "init", "--no-select", "--non-interactive"));
  await configure({
    owner: "me@example.org",
    expiresAt: "2030-01-01T00:00:00Z",
    sshPublicKey: behind.state.sshPublicKey,
    "allowedSourceRanges[0]": CLIENT_A,
  });
  firstPreview = await succeeding(azure.pulumi("preview", "--json"));
}, PATIENCE_MS);

afterAll(async () => {
  await Promise.all([behind.down(), second.down()]);
  process.env.LAB_STATE = stateBefore;
  if (stateBefore === undefined) delete process.env.LAB_STATE;
  removeCheckout(checkout);
}, PATIENCE_MS);

const done = (from = 0): Step[] => azure.done(from);

const frontendIP = async (): Promise<string> => {
  const { stdout } = await succeeding(azure.pulumi("stack", "output", "frontendIP"));
  return stdout.trim();
};

const ask = async (client: string): Promise<string> => {
  const url = `http://${await frontendIP()}/r/test`;
  return run([...enterClient("behind", client), "curl", "-sS", "--max-time", "5", url]);
};

test("a preview plans to make everything and makes nothing", () => {
  const steps = plannedSteps(firstPreview.stdout);
  expect(steps.filter((step) => !step.startsWith("create "))).toEqual([]);
  expect(steps).toEqual(
    expect.arrayContaining(["create group", "create cluster-aks", ...INSIDE.map((name) => `create ${name}`)]),
  );
});

describe("up", () => {
  beforeAll(async () => {
    expect(azure.journal()).toEqual([]);
    firstUp = await up();
  });

  it("makes network, identity and rights before the cluster", () => {
    const order = done();
    const before = (one: string, other: string): void => {
      expect([one, other, order.includes(one) && order.indexOf(one) < order.indexOf(other)]).toEqual([
        one,
        other,
        true,
      ]);
    };
    before("create resourceGroups/aks-lb-lab-dev", "create virtualNetworks/aksvnet");
    before("create routeTables/kubenet-routes", "create subnets/kubenet");
    before("create subnets/kubenet", "create role on kubenet");
    before("create role on kubenet", "create managedClusters/kubenet-cluster");
    before("create role on kubenet-routes", "create managedClusters/kubenet-cluster");
    expect(order.filter((line) => line.startsWith("update"))).toEqual([]);
  });

  it("brings testapp and the debug pods up behind it", async () => {
    const pods = await behind.kubectl("get", "pods", "-A", "--no-headers");
    expect(
      pods
        .trim()
        .split("\n")
        .map((line) => line.split(/ +/).slice(0, 4).join(" ")),
    ).toEqual([
      expect.stringMatching(/^node-debugger node-debugger-\w+ 1\/1 Running$/),
      expect.stringMatching(/^node-debugger node-debugger-\w+ 1\/1 Running$/),
      expect.stringMatching(/^node-debugger node-debugger-\w+ 1\/1 Running$/),
      expect.stringMatching(/^testapp testapp-\S+ 1\/1 Running$/),
    ]);
    const { images } = { images: await behind.kubectl("get", "pods", "-A", "-o", "jsonpath={..image}") };
    expect(images).toContain("nginx:1.28-alpine@sha256:");
  });

  it("lets in whom allowedSourceRanges names, and nobody else", async () => {
    expect(await ask("client-a")).toContain('"pod":"testapp-');
    await expect(ask("client-b")).rejects.toThrow(/timed out/i);
  });

  it("tells where everything is", async () => {
    const { stdout } = await succeeding(azure.pulumi("stack", "output", "--json"));
    expect(JSON.parse(stdout)).toMatchObject({
      target: "azure",
      labName: "dev",
      kubeconfig: "[secret]",
      nodes: null,
      azure: {
        resourceGroup: "aks-lb-lab-dev",
        nodeResourceGroup: "MC_aks-lb-lab-dev_kubenet-cluster_westeurope",
        clusterName: "kubenet-cluster",
        owner: "me@example.org",
      },
      clients: [
        { name: "client-b", resourceGroup: "aks-lb-lab-dev", containerGroup: "client-b-northeurope" },
      ],
    });
  });
});

describe("no secret is in the clear", () => {
  it("in preview, output, state, outputs and what Azure was told", async () => {
    const kubeconfig = readFileSync(behind.kubeconfigFile, "utf8");
    const key = /client-key-data: (\S+)/.exec(kubeconfig)?.[1] ?? "";
    const pem = Buffer.from(key, "base64").toString("utf8").split("\n")[1] ?? "";
    const privateKey = readFileSync(behind.privateKeyFile, "utf8").split("\n")[1] ?? "";
    const wrapped = Buffer.from(kubeconfig).toString("base64").slice(1000, 1100);
    const secrets = [key, pem, privateKey, wrapped];
    expect(secrets.filter((secret) => secret.length < 40)).toEqual([]);

    const said = await Promise.all([
      succeeding(azure.pulumi("preview", "--json")),
      succeeding(azure.pulumi("stack", "output", "--json")),
      succeeding(azure.pulumi("stack", "export")),
    ]);
    const texts = [firstPreview, firstUp, ...said].flatMap(({ stdout, stderr }) => [stdout, stderr]);
    const everything = [...texts, azure.stateText(), JSON.stringify(azure.existing())];
    for (const secret of secrets) expect(everything.map((text) => text.includes(secret))).not.toContain(true);
    const shown = await succeeding(azure.pulumi("stack", "output", "kubeconfig", "--show-secrets"));
    expect(shown.stdout).toContain(key);
  });
});

describe("nothing is done", () => {
  it("by a second up", async () => {
    const from = azure.journal().length;
    const { stdout } = await up("--json");
    expect([doneSteps(stdout), done(from)]).toEqual([[], []]);
  });

  it("by a refresh, though AKS has written routes and joined the subnet", async () => {
    expect(azure.routes()).toHaveLength(3);
    const { stdout } = await succeeding(azure.pulumi("refresh", ...AT_ONCE, "--json"));
    expect(doneSteps(stdout).filter((step) => !step.startsWith("refresh"))).toEqual([]);
    expect(await azure.preview({})).toEqual([]);
  });
});

describe("what changes", () => {
  it("is one resource when the affinity is toggled", async () => {
    await configure({ sessionAffinity: "ClientIP" });
    const from = azure.journal().length;
    expect(doneSteps((await up("--json")).stdout)).toEqual(["update testapp-service"]);
    expect(done(from)).toEqual([]);
    const affinity = "jsonpath={.spec.sessionAffinity}";
    expect(await behind.kubectl("get", "service", "testapp", "-n", "testapp", "-o", affinity)).toBe(
      "ClientIP",
    );
  });

  it("are the tags alone when the lab is to live longer, and AKS's routes stay", async () => {
    await configure({ expiresAt: "2030-02-01T00:00:00Z" });
    const routes = azure.routes();
    const steps = doneSteps((await up("--json")).stdout);
    expect(steps.filter((step) => !step.startsWith("update "))).toEqual([]);
    expect(steps).toEqual(expect.arrayContaining(["update network-routes", "update cluster-aks"]));
    expect(steps.filter((step) => step.includes("testapp") || step.includes("debugger"))).toEqual([]);
    expect(azure.routes()).toEqual(routes);
    const untagged = azure
      .existing()
      .filter(({ id, properties }) => !id.includes("/MC_") && "tags" in properties)
      .filter(({ properties }) => !JSON.stringify(properties.tags).includes("2030-02-01"));
    expect(untagged).toEqual([]);
  });
});

describe("what would change with another setting", () => {
  const steps = new Map<string, Step[] | Error>();

  beforeAll(async () => {
    const work = [...CHANGES];
    const previews = async (): Promise<void> => {
      for (let next = work.pop(); next !== undefined; next = work.pop())
        steps.set(next[0], await azure.preview(next[1]).catch((error: unknown) => error as Error));
    };
    // Two at a time: previews take no lock. And the next cluster for what comes after.
    await Promise.all([previews(), previews(), second.up()]);
  }, PATIENCE_MS);

  it.each(CHANGES)("%s", (name, _, expected) => {
    const found = steps.get(name);
    if (!Array.isArray(found)) throw found ?? new Error("there was no preview");
    expect(found.sort()).toEqual([...expected].sort());
  });
});

describe("another virtual network", () => {
  it("takes the cluster along, which goes first and comes last", async () => {
    azure.kubeconfigFile = second.kubeconfigFile;
    await configure({ vnetCidr: "10.200.0.0/16", subnetCidr: "10.200.0.0/24" });
    const from = azure.journal().length;
    await up();
    expect(done(from)).toEqual([
      "delete managedClusters/kubenet-cluster",
      "delete role on kubenet",
      "delete subnets/kubenet",
      "delete virtualNetworks/aksvnet",
      "create virtualNetworks/aksvnet",
      "create subnets/kubenet",
      "create role on kubenet",
      "create managedClusters/kubenet-cluster",
    ]);
    expect(azure.routes()).toHaveLength(3);
    expect(await second.kubectl("get", "pods", "-n", "testapp", "--no-headers")).toMatch(/1\/1 +Running/);
  });
});

describe("destroy", () => {
  it("goes in reverse order and leaves nothing", async () => {
    const from = azure.journal().length;
    await succeeding(azure.pulumi("destroy", ...AT_ONCE));
    expect(azure.existing()).toEqual([]);
    const entries = azure.journal().slice(from);
    expect(entries.filter(({ by }) => by === "cascade")).toEqual([]);
    const order = done(from);
    const last = [
      "role on kubenet",
      "role on kubenet-routes",
      "subnets/kubenet",
      "routeTables/kubenet-routes",
    ];
    const cluster = order.indexOf("delete managedClusters/kubenet-cluster");
    expect(last.map((name) => order.indexOf(`delete ${name}`) > cluster)).toEqual([true, true, true, true]);
    expect(order.at(-1)).toBe("delete resourceGroups/aks-lb-lab-dev");
  });

  it("leaves the working tree as the settings made it", () => {
    expect(changedFiles(checkout)).toEqual([" M Pulumi.dev.yaml"]);
  });
});
