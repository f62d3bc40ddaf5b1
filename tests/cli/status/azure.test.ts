import { joinAzureStatus, type AzureSources } from "../../../cli/status/azureStatus";
import { estimateCost } from "../../../cli/status/cost";
import { absentLab } from "../../../cli/status/labStatus";
import { PRICES } from "../../../cli/status/prices";
import { renderStatus, renderWaysOn } from "../../../cli/status/renderStatus";
import { lab } from "../azure/fixtures";
import { AKS_RULE } from "../../local/loadBalancer/rule.fixture";

const now = Date.parse("2026-11-30T10:00:00Z");

const node = (number: number, zone: string, ready = "True") => ({
  metadata: { name: `aks-${number}`, labels: { "topology.kubernetes.io/zone": zone } },
  spec: { podCIDR: `10.244.${number}.0/24` },
  status: {
    addresses: [
      { type: "InternalIP", address: `10.240.0.${number + 4}` },
      { type: "Hostname", address: `aks-${number}` },
    ],
    conditions: [{ type: "Ready", status: ready }],
    nodeInfo: { kubeletVersion: "v1.35.2" },
  },
});

const bare: AzureSources = { stack: "dev", folder: "/state/labs/dev", lab, now, rules: [] };

const full: AzureSources = {
  ...bare,
  nodeList: { items: [node(0, "westeurope-1"), node(1, "0", "Unknown")] },
  service: {
    spec: { sessionAffinity: "None", externalTrafficPolicy: "Cluster" },
    status: { loadBalancer: { ingress: [{ ip: "20.0.0.2" }] } },
  },
  oldest: { metadata: { creationTimestamp: "2026-11-30T07:29:00Z" } },
  rules: [{ ...AKS_RULE, frontendIPAddress: "20.0.0.9" }, AKS_RULE],
};

test("everything that answers is joined", () => {
  expect(joinAzureStatus(full)).toMatchObject({
    stack: "dev",
    target: "azure",
    up: true,
    ageSeconds: 2 * 3600 + 31 * 60,
    kubernetesVersion: "v1.35.2",
    nodes: [
      { name: "aks-0", address: "10.240.0.4", zone: "westeurope-1", podCidr: "10.244.0.0/24", ready: true },
      { name: "aks-1", address: "10.240.0.5", zone: "", podCidr: "10.244.1.0/24", ready: false },
    ],
    clients: [
      { name: "client-a", what: "this machine" },
      { name: "client-b", address: "40.0.0.9" },
    ],
    frontendIP: "20.0.0.2",
    rule: AKS_RULE,
    sessionAffinity: "None",
    externalTrafficPolicy: "Cluster",
    kubeconfig: "/state/labs/dev/kubeconfig",
    azure: { resourceGroup: "aks-lb-lab-dev", networkModel: "kubenet", expired: false, notes: [] },
  });
});

test("what does not answer is left out", () => {
  const status = joinAzureStatus(bare);
  for (const key of ["ageSeconds", "kubernetesVersion", "frontendIP", "rule", "sessionAffinity", "logs"])
    expect(status).not.toHaveProperty(key);
  expect(status.nodes).toEqual([]);
});

test("why Azure does not tell its rules is told", () => {
  const status = joinAzureStatus({ ...full, rules: "Azure login: expired. Log in again" });
  expect(status).not.toHaveProperty("rule");
  expect(status.azure?.notes).toEqual(["load balancing rule: Azure login: expired. Log in again"]);
  expect(renderStatus(status)).toContain("Not known: load balancing rule: Azure login: expired.");
  expect(renderStatus(status)).toMatch(/load distribution +unknown/);
  expect(renderStatus(joinAzureStatus(bare))).toMatch(/load distribution +no rule yet/);
});

describe("the estimate", () => {
  const billed = { location: "westeurope", vmSize: "Standard_D2s_v5", nodeCount: 3, clients: 1 };

  test("of the default stack, item by item", () => {
    expect(estimateCost(billed, PRICES)).toEqual({
      items: [
        { item: "node (Standard_D2s_v5)", count: 3, usdPerHour: 0.345 },
        { item: "node's disk (P10)", count: 3, usdPerHour: 0.081 },
        { item: "cluster management (Free tier)", count: 1, usdPerHour: 0 },
        { item: "load balancer (Standard)", count: 1, usdPerHour: 0.025 },
        { item: "public IP address", count: 3, usdPerHour: 0.015 },
        { item: "client container (1 vCPU, 1 GB)", count: 1, usdPerHour: 0.045 },
        { item: "client's NAT gateway", count: 1, usdPerHour: 0.045 },
      ],
      usdPerHour: 0.556,
      complete: true,
      pricesOf: "2026-06-18",
      basis: "nodes westeurope; all else eastus, not looked up on that day",
      source: "https://azure.microsoft.com/pricing/calculator/",
    });
  });

  test("of another region takes the basis's prices, and says so", () => {
    const there = estimateCost({ ...billed, location: "uksouth" }, PRICES);
    expect(there.usdPerHour).toBe(0.556);
    expect(there.basis).toContain("nodes westeurope");
  });

  test("without clients has no item for them", () => {
    const { items } = estimateCost({ ...billed, clients: 0 }, PRICES);
    expect(items.map(({ item }) => item).filter((item) => item.includes("client"))).toEqual([]);
  });

  test("of a size that is not in the table is said to be too low", () => {
    const cost = estimateCost({ ...billed, vmSize: "Standard_M416ms_v2" }, PRICES);
    expect(cost.complete).toBe(false);
    expect(cost.items[0]?.usdPerHour).toBeNull();
    const status = joinAzureStatus({ ...bare, lab: { ...lab, vmSize: "Standard_M416ms_v2" } });
    expect(renderStatus(status)).toMatch(/at least, an hour +\$0\.211/);
  });

  test("has a price for every size of the basis that another region has", () => {
    const basis = Object.keys(PRICES.vm[PRICES.vmBasis] ?? {});
    for (const sizes of Object.values(PRICES.vm))
      expect(basis).toEqual(expect.arrayContaining(Object.keys(sizes)));
    for (const prices of Object.values(PRICES.vm))
      for (const price of Object.values(prices)) expect(price).toBeGreaterThan(0.05);
  });
});

test("a lab as the terminal shows it", () => {
  expect(renderStatus(joinAzureStatus(full))).toMatchInlineSnapshot(`
   "Lab "dev" is up for 2 h 31 min, Kubernetes v1.35.2

   NODE   ADDRESS     ZONE          READY
   aks-0  10.240.0.4  westeurope-1  yes
   aks-1  10.240.0.5  -             NO

   CLIENT    ADDRESS
   client-a  this machine
   client-b  40.0.0.9

   frontend IP              20.0.0.2
   load distribution        Default (a hash of five values: each connection enters by any node)
   session affinity         None
   external traffic policy  Cluster
   kubeconfig               /state/labs/dev/kubeconfig
   network model            kubenet
   cluster                  kubenet-cluster in westeurope
   resource groups          aks-lb-lab-dev and, made by AKS, MC_aks-lb-lab-dev_kubenet-cluster_westeurope
   subscription             00000000-0000-0000-0000-00000000cafe
   owner                    me@example.org
   expires                  2026-12-01T18:00:00Z

   COST, ESTIMATED                  COUNT  USD AN HOUR
   node (Standard_D2s_v5)           3      $0.345
   node's disk (P10)                3      $0.081
   cluster management (Free tier)   1      $0.000
   load balancer (Standard)         1      $0.025
   public IP address                3      $0.015
   client container (1 vCPU, 1 GB)  1      $0.045
   client's NAT gateway             1      $0.045
   about, an hour                          $0.556
   List prices of 2026-06-18 (nodes westeurope; all else eastus, not looked up on that day), without traffic and tax; today's: https://azure.microsoft.com/pricing/calculator/"
  `);
});

test("one that should be gone is told so on top, with what it costs and the way out", () => {
  const overdue = joinAzureStatus({ ...full, now: Date.parse("2026-12-01T18:00:01Z") });
  expect(overdue.azure?.expired).toBe(true);
  expect(renderStatus(overdue).split("\n")[1]).toBe(
    "OVERDUE: it should be gone since 2026-12-01T18:00:00Z and costs about $0.556 an hour. `npx lab down --stack dev` ends that.",
  );
});

test("one that is not up may cost all the same", () => {
  expect(renderStatus(absentLab("dev", "azure"))).toBe(
    'Lab "dev" is not up. `npx lab up --stack dev` stands it up. If that has failed half way, what it made costs until ' +
      "`npx lab down --stack dev`.",
  );
});

test("the ways on are about this stack", () => {
  const lines = renderWaysOn(joinAzureStatus(full)).split("\n").slice(1);
  expect(lines.every((line) => line.includes("npx lab --stack dev "))).toBe(true);
  expect(lines.at(-1)).toMatch(/nothing costs any more$/);
});
