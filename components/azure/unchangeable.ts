import type { AksSpec } from "../../config/aksSpec";

/**
 * What Azure cannot change of a cluster, or only with all nodes made anew: where it is among the cluster's inputs, and what the
 * spec says of it.
 */
const UNCHANGEABLE: Readonly<Record<string, (spec: AksSpec) => string>> = {
  location: ({ location }) => location,
  "agentPoolProfiles[*].availabilityZones": ({ zones }) => [...zones].sort().join(" "),
  "agentPoolProfiles[*].vmSize": ({ vmSize }) => vmSize,
  "agentPoolProfiles[*].vnetSubnetID": ({ vnetCidr, subnetCidr }) => `${subnetCidr} in ${vnetCidr}`,
  "networkProfile.networkPlugin": ({ networkModel }) => networkModel,
  "networkProfile.networkPluginMode": ({ networkModel }) => networkModel,
  "networkProfile.networkPolicy": ({ networkPolicy }) => networkPolicy,
  "networkProfile.networkDataplane": ({ networkPolicy }) => networkPolicy,
  "networkProfile.podCidr": ({ podCidr }) => podCidr,
  "networkProfile.serviceCidr": ({ serviceCidr }) => serviceCidr,
  "networkProfile.dnsServiceIP": ({ dnsServiceIP }) => dnsServiceIP,
};

/** The inputs whose change makes another cluster, as the engine's `replaceOnChanges` wants them. */
export const REPLACING: readonly string[] = [...Object.keys(UNCHANGEABLE), "dnsPrefix"];

/** What one cluster keeps as long as it lives: another one has at least one other value. */
export function identityOf(spec: AksSpec): Record<string, string> {
  return Object.fromEntries(Object.entries(UNCHANGEABLE).map(([path, value]) => [path, value(spec)]));
}
