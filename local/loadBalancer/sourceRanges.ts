import { Address4 } from "ip-address";

/** The source ranges of a Service, as the two that enforce them read them. */
export interface SourceRanges {
  /** Networks from which Azure's security group lets new flows in; `undefined`: from everywhere. Empty: from nowhere. */
  readonly azure: readonly string[] | undefined;
  /** Networks from which a node's kube-proxy lets packets for the frontend IP in; empty: from everywhere. */
  readonly kubeProxy: readonly Address4[];
}

/**
 * Reads `spec.loadBalancerSourceRanges` for an IPv4 frontend. Blanks around a range count for nothing, and an IPv6 range lets nobody
 * in by IPv4, be it `::/0`. Azure's security group has no rule for a range with host bits; kube-proxy takes its network. Never throws.
 */
export function sourceRanges(ranges: readonly string[]): SourceRanges {
  const trimmed = ranges.map((range) => range.trim());
  const networks = trimmed.flatMap(ipv4);
  return {
    azure: trimmed.length === 0 ? undefined : trimmed.filter(isNetwork),
    kubeProxy: networks.some(({ subnetMask }) => subnetMask === 0) ? [] : networks,
  };
}

/** Whether kube-proxy takes packets that `address` sends to the frontend IP. */
export function kubeProxyLetsIn({ kubeProxy }: SourceRanges, address: string): boolean {
  const source = new Address4(address);
  return kubeProxy.length === 0 || kubeProxy.some((network) => source.isInSubnet(network));
}

function isNetwork(range: string): boolean {
  return Address4.isValid(range) && new Address4(range).networkForm() === range;
}

/** The API server takes octets with leading zeros, and they are decimal. */
function ipv4(range: string): Address4[] {
  const plain = range.replace(/\b0+(?=\d)/g, "");
  return Address4.isValid(plain) ? [new Address4(plain)] : [];
}
