import { AksCluster } from "../../../components/azure/aksCluster";
import { LabNetwork } from "../../../components/azure/labNetwork";
import { identityOf } from "../../../components/azure/unchangeable";
import type { AksSpec } from "../../../config/aksSpec";
import { AZURE, KUBECONFIG } from "../cloud";
import { named, recordProgram, UNKNOWN, unwrap, type Mode } from "../recordProgram";
import { SPEC, TAGS } from "./spec";

const record = (mode: Mode, changes: Partial<AksSpec> = {}) =>
  recordProgram(mode, () => {
    const inGroup = { spec: { ...SPEC, ...changes }, resourceGroupName: "group" };
    return new AksCluster("cluster", { ...inGroup, network: new LabNetwork("network", inGroup) });
  });

const PLACE = { resourceGroupName: "group", location: "swedencentral", tags: TAGS };
const OVERLAY = { networkModel: "overlay", networkPolicy: "cilium" } as const;
const ROLE =
  `/subscriptions/${AZURE.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/` +
  "4d97b98b-1d4f-4787-a291-c67834d212e7";

describe.each<Mode>(["preview", "update"])("AksCluster in a %s", (mode) => {
  const preview = mode === "preview";
  let recording: Awaited<ReturnType<typeof record>>;

  beforeAll(async () => {
    recording = await record(mode);
  });

  it("is the cluster, who it is, what it may do and a way in", () => {
    const { resources } = recording;
    const own = resources.filter(({ name }) => name.startsWith("cluster"));
    expect(own.map(({ type, name, parent }) => `${type} ${name} in ${parent}`).sort()).toEqual([
      "akslab:index:AksCluster cluster in ",
      "azure-native:authorization:RoleAssignment cluster-routes-contributor in cluster",
      "azure-native:authorization:RoleAssignment cluster-subnet-contributor in cluster",
      "azure-native:containerservice:ManagedCluster cluster-aks in cluster",
      "azure-native:managedidentity:UserAssignedIdentity cluster-identity in cluster",
      "pulumi:providers:kubernetes cluster-kubernetes in cluster",
      "random:index/randomString:RandomString cluster-suffix in cluster",
    ]);
    expect(resources.find(({ name }) => name === "cluster")?.inputs).toEqual({});
  });

  it("may write to the subnet and to the route table, by an identity of its own, and to nothing else", () => {
    for (const what of ["subnet", "routes"])
      expect(named(recording, `cluster-${what}-contributor`).inputs).toEqual({
        principalId: preview ? UNKNOWN : AZURE.principalId,
        principalType: "ServicePrincipal",
        roleDefinitionId: ROLE,
        scope: preview ? UNKNOWN : `network-${what}-id`,
      });
    expect(named(recording, "cluster-identity").inputs).toEqual({
      ...PLACE,
      resourceName: "kubenet-cluster-identity",
    });
  });

  it("needs no right to a route table with overlay", async () => {
    const overlay = await record(mode, OVERLAY);
    const rights = overlay.resources.filter(({ type }) => type.endsWith(":RoleAssignment"));
    expect(rights.map(({ name }) => name)).toEqual(["cluster-subnet-contributor"]);
    expect(named(overlay, "cluster-aks").dependencies).toContain("cluster-subnet-contributor");
  });

  it("comes after its rights, its subnet and its route table, and waits for them to be known everywhere", () => {
    const { dependencies, timeouts } = named(recording, "cluster-aks");
    expect(dependencies).toEqual([
      "cluster-identity",
      "cluster-routes-contributor",
      "cluster-subnet-contributor",
      "cluster-suffix",
      "network-subnet",
      "network-vnet",
    ]);
    expect(named(recording, "cluster-routes-contributor").dependencies).toContain("network-routes");
    expect(timeouts).toEqual({ create: "60m", update: "60m", delete: "60m" });
  });

  it("asks for all that Azure would choose or leave open", () => {
    const { inputs } = named(recording, "cluster-aks");
    const suffix = preview ? UNKNOWN : AZURE.suffix;
    expect(inputs).toEqual({
      ...PLACE,
      resourceName: "kubenet-cluster",
      sku: { name: "Base", tier: "Free" },
      dnsPrefix: preview ? UNKNOWN : `aks-lb-lab-blue-${suffix}`,
      kubernetesVersion: "1.36",
      enableRBAC: true,
      identity: {
        type: "UserAssigned",
        userAssignedIdentities: [preview ? UNKNOWN : "cluster-identity-id"],
      },
      apiServerAccessProfile: {
        authorizedIPRanges: ["198.51.100.7/32", "198.51.100.64/26"],
        disableRunCommand: true,
      },
      autoUpgradeProfile: { upgradeChannel: "none", nodeOSUpgradeChannel: "NodeImage" },
      agentPoolProfiles: [
        {
          name: "nodepool1",
          mode: "System",
          type: "VirtualMachineScaleSets",
          osType: "Linux",
          count: 5,
          vmSize: "Standard_D4s_v5",
          availabilityZones: ["1", "3"],
          vnetSubnetID: preview ? UNKNOWN : "network-subnet-id",
          orchestratorVersion: "1.36",
          enableNodePublicIP: false,
          tags: TAGS,
        },
      ],
      networkProfile: {
        networkPlugin: "kubenet",
        networkPolicy: "calico",
        podCidr: "10.2.0.0/16",
        serviceCidr: "10.3.0.0/16",
        dnsServiceIP: "10.3.0.10",
        loadBalancerSku: "standard",
        outboundType: "loadBalancer",
      },
    });
  });

  it.each<[Partial<AksSpec>, Record<string, string>, readonly string[]]>([
    [
      { networkPolicy: "none" },
      { networkPlugin: "kubenet" },
      ["networkPolicy", "networkPluginMode", "networkDataplane"],
    ],
    [
      { networkModel: "overlay", networkPolicy: "none" },
      { networkPlugin: "azure", networkPluginMode: "overlay" },
      ["networkPolicy", "networkDataplane"],
    ],
    [
      { networkModel: "overlay", networkPolicy: "azure" },
      { networkPlugin: "azure", networkPluginMode: "overlay", networkPolicy: "azure" },
      ["networkDataplane"],
    ],
    [
      OVERLAY,
      {
        networkPlugin: "azure",
        networkPluginMode: "overlay",
        networkPolicy: "cilium",
        networkDataplane: "cilium",
      },
      [],
    ],
  ])("has with %o the network profile %o", async (changes, present, absent) => {
    const { networkProfile } = named(await record(mode, changes), "cluster-aks").inputs;
    expect(networkProfile).toMatchObject(present);
    for (const field of [...absent, "dockerBridgeCidr"]) expect(networkProfile).not.toHaveProperty(field);
  });

  it("is made anew, the old one first, where Azure cannot change it", () => {
    const { replacing } = named(recording, "cluster-aks");
    expect(replacing).toEqual({
      onChanges: [
        "location",
        "agentPoolProfiles[*].availabilityZones",
        "agentPoolProfiles[*].vmSize",
        "agentPoolProfiles[*].vnetSubnetID",
        "networkProfile.networkPlugin",
        "networkProfile.networkPluginMode",
        "networkProfile.networkPolicy",
        "networkProfile.networkDataplane",
        "networkProfile.podCidr",
        "networkProfile.serviceCidr",
        "networkProfile.dnsServiceIP",
        "dnsPrefix",
      ],
      with: ["network-vnet", "network-subnet"],
      deleteFirst: true,
    });
  });

  it("says nothing of its kubeconfig in the open", () => {
    const written = JSON.stringify([recording.resources, recording.outputs]);
    const open = written.replaceAll(JSON.stringify(KUBECONFIG), "");
    expect(open).not.toContain(KUBECONFIG);
    expect(open).not.toContain(Buffer.from(KUBECONFIG).toString("base64"));
    if (preview) expect(written).not.toContain(KUBECONFIG);
    else {
      const kubeconfig = unwrap(named(recording, "cluster-kubernetes").inputs.kubeconfig);
      expect(kubeconfig).toBe(KUBECONFIG);
      // Twice: the provider's input and the component's output.
      expect(written.split(JSON.stringify(KUBECONFIG))).toHaveLength(3);
    }
  });
});

describe("AksCluster's way in", () => {
  let recording: Awaited<ReturnType<typeof record>>;

  beforeAll(async () => {
    recording = await record("update");
  });

  const CREDENTIALS = "azure-native:containerservice:listManagedClusterUserCredentials";

  it("is asked for once the cluster is there, and not before", async () => {
    const { calls } = recording;
    const inputs = { resourceGroupName: "group", resourceName: "kubenet-cluster" };
    expect(calls.filter(({ token }) => token === CREDENTIALS)).toEqual([{ token: CREDENTIALS, inputs }]);
    // Of an identity that is not there yet nothing is asked either.
    expect((await record("preview")).calls.map(({ token }) => token)).toEqual([
      "azure-native:authorization:getClientConfig",
    ]);
  });

  it("is a provider of this one cluster's, which it tells by what is known before the cluster is", () => {
    const { inputs, dependencies } = named(recording, "cluster-kubernetes");
    expect(inputs).toMatchObject({ clusterIdentifier: `aks-lb-lab-blue-${AZURE.suffix}` });
    // Out of reach is not gone: the user's address may have changed, or the cluster be stopped.
    expect(inputs).not.toHaveProperty("deleteUnreachable");
    expect(dependencies).toContain("cluster-aks");
    const { providers, deletedWith } = recording.result.inside;
    expect(providers).toHaveLength(1);
    expect(deletedWith).toHaveProperty("agentPoolProfiles");
  });

  it("is told as a secret", () => {
    const { outputs } = recording;
    const { kubeconfig, ...rest } = outputs.cluster ?? {};
    expect(unwrap(kubeconfig)).toBe(KUBECONFIG);
    expect(rest).toEqual({ nodeResourceGroup: AZURE.nodeResourceGroup });
  });
});

it("AksCluster has another name in the DNS when it is another cluster", async () => {
  const { inputs } = named(await record("update"), "cluster-suffix");
  expect(inputs).toEqual({ length: 6, special: false, upper: false, keepers: identityOf(SPEC) });
});
