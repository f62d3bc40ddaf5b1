import { managedClusterArgs } from "../../../components/azure/managedClusterArgs";
import { identityOf, REPLACING } from "../../../components/azure/unchangeable";
import type { AksSpec } from "../../../config/aksSpec";
import { SPEC } from "./spec";

/** The cluster's inputs; what is another subnet of the spec is another id here, as it is on Azure. */
function inputs(spec: AksSpec): unknown {
  return managedClusterArgs(spec, {
    resourceGroupName: "group",
    identityId: "identity",
    subnetId: `subnet ${spec.subnetCidr} of ${spec.vnetCidr}`,
    dnsPrefix: Object.values(identityOf(spec)).join(" "),
  });
}

/** What is at a path of `replaceOnChanges`. */
function at(path: string, value: unknown): unknown {
  const keys = path.replaceAll("[*]", ".0").split(".");
  return keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
}

const ANOTHER: readonly (readonly [Partial<AksSpec>, readonly string[]])[] = [
  [{ location: "norwayeast" }, ["location"]],
  [{ zones: ["1"] }, ["agentPoolProfiles[*].availabilityZones"]],
  [{ vmSize: "Standard_D2s_v5" }, ["agentPoolProfiles[*].vmSize"]],
  [{ vnetCidr: "10.0.0.0/12" }, ["agentPoolProfiles[*].vnetSubnetID"]],
  [{ subnetCidr: "10.1.3.0/24" }, ["agentPoolProfiles[*].vnetSubnetID"]],
  [{ networkModel: "overlay" }, ["networkProfile.networkPlugin", "networkProfile.networkPluginMode"]],
  [{ networkPolicy: "none" }, ["networkProfile.networkPolicy"]],
  [{ networkPolicy: "cilium" }, ["networkProfile.networkPolicy", "networkProfile.networkDataplane"]],
  [{ podCidr: "10.4.0.0/16" }, ["networkProfile.podCidr"]],
  [{ serviceCidr: "10.3.0.0/24" }, ["networkProfile.serviceCidr"]],
  [{ dnsServiceIP: "10.3.0.11" }, ["networkProfile.dnsServiceIP"]],
];

describe("what Azure cannot change", () => {
  it.each(ANOTHER)("makes another cluster: %o", (change, paths) => {
    const [before, after] = [inputs(SPEC), inputs({ ...SPEC, ...change })];
    const changed = REPLACING.filter(
      (path) => JSON.stringify(at(path, before)) !== JSON.stringify(at(path, after)),
    );
    expect([...changed].sort()).toEqual([...paths, "dnsPrefix"].sort());
    expect(identityOf({ ...SPEC, ...change })).not.toEqual(identityOf(SPEC));
  });

  it("is each a place in the cluster's inputs", () => {
    const paths = ANOTHER.flatMap(([, changed]) => changed);
    expect(new Set([...paths, "dnsPrefix"])).toEqual(new Set(REPLACING));
  });

  it.each<Partial<AksSpec>>([
    { zones: ["1", "3"] },
    { nodeCount: 7 },
    { kubernetesVersion: "1.36.2" },
    { allowedSourceRanges: ["192.0.2.1/32"] },
    { clients: 1, clientsLocation: "northeurope" },
    { sshPublicKey: "ssh-ed25519 BBBB other", owner: "other", expiresAt: "2027-01-01T00:00:00Z" },
  ])("does not change with %o", (change) => {
    expect(identityOf({ ...SPEC, ...change })).toEqual(identityOf(SPEC));
    for (const path of REPLACING)
      expect([path, at(path, inputs({ ...SPEC, ...change }))]).toEqual([path, at(path, inputs(SPEC))]);
  });
});
