import { Address4 } from "ip-address";

/** A range that no network of the lab may touch, and who has it. */
export interface Reserved {
  readonly network: Address4;
  readonly owner: string;
}

/**
 * What AKS and Azure refuse. AKS refuses 172.16.0.0/12 as well, though it only contains a reserved range, so overlap is
 * what counts.
 * Source: AKS, "CNI networking overview", prerequisites; Azure Virtual Network FAQ.
 */
export const RESERVED_BY_AZURE: readonly Reserved[] = [
  reserved("0.0.0.0/8", "this network, RFC 1122"),
  reserved("127.0.0.0/8", "loopback"),
  reserved("168.63.129.16/32", "Azure's health probes"),
  reserved("169.254.0.0/16", "link-local and instance metadata, refused by AKS"),
  reserved("172.30.0.0/16", "refused by AKS"),
  reserved("172.31.0.0/16", "refused by AKS"),
  reserved("192.0.2.0/24", "refused by AKS, and the local lab's clients"),
  reserved("224.0.0.0/4", "multicast"),
  reserved("240.0.0.0/4", "reserved, RFC 1112"),
];

/** Azure's rules hold on the local target too: what works here is to work there. The rest is from local/topology.ts. */
export const RESERVED: readonly Reserved[] = [
  ...RESERVED_BY_AZURE,
  reserved("10.250.0.0/24", "the lab's control plane"),
  reserved("198.51.100.0/24", "the lab's client A"),
  reserved("203.0.113.0/24", "the load balancer's frontend IPs"),
];

/** Whether two networks have an address in common: then one is inside the other. */
export function overlap(a: Address4, b: Address4): boolean {
  return a.isInSubnet(b) || b.isInSubnet(a);
}

function reserved(cidr: string, owner: string): Reserved {
  return { network: new Address4(cidr), owner };
}
