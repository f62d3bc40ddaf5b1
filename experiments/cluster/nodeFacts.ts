import { Address4 } from "ip-address";
import type { ApiNode } from "./apiTypes";
import type { NodeFacts } from "./facts";

/** AKS marks every node of a cluster with Azure CNI in overlay mode so. */
const OVERLAY = "kubernetes.azure.com/azure-cni-overlay";

/** Set on a node, whatever its value, it keeps the node out of load balancers. Source: Kubernetes, "Well-Known Labels". */
const LEFT_OUT = "node.kubernetes.io/exclude-from-external-load-balancers";

/** The node, or nothing while it has no address yet. */
export function nodeFacts({ metadata, spec, status }: ApiNode): NodeFacts[] {
  const address = status.addresses?.find(({ type }) => type === "InternalIP")?.address;
  if (address === undefined) return [];
  const labels = metadata.labels ?? {};
  return [
    {
      name: metadata.name,
      address,
      zone: zoneOf(labels),
      podSideAddress: bridgeOf(labels, spec.podCIDR) ?? address,
      ...(LEFT_OUT in labels ? { leftOut: true as const } : {}),
    },
  ];
}

/**
 * `<region>-<n>`, or nothing outside zones: Azure's cloud provider labels a node that is in none with the number of its fault
 * domain.
 */
export function zoneOf(labels: Readonly<Record<string, string>>): string {
  const label = labels["topology.kubernetes.io/zone"] ?? "";
  return /^\d*$/.test(label) ? "" : label;
}

/**
 * Kubenet's bridge, which has the first address of the node's pods. In overlay mode each pod's own interface leads to it, none of
 * them with an address on the node's side, and a masquerade takes the node's.
 */
function bridgeOf(labels: Readonly<Record<string, string>>, podCIDR: string | undefined): string | undefined {
  if (podCIDR === undefined || labels[OVERLAY] === "true") return undefined;
  return new Address4(podCIDR).startAddressExclusive().correctForm();
}
