import { Address4 } from "ip-address";
import type { ClientInfo, ClusterSpec, NodeInfo } from "./spec";

/** Azure keeps the first four addresses of a subnet (network, router, two for DNS): the first node gets the fifth. */
const FIRST_NODE = 4;
const POD_PREFIX = 24;

/** The API server's own network: on AKS it is Azure's, outside the VNet, and here it is too. */
const CONTROL_PREFIX = "10.250.0";

/** The addresses of RFC 5737 for documentation stand for the internet, so no lab ever looks like a real host. */
const CLIENT_A = { address: "198.51.100.10", router: "198.51.100.1" };
const OTHER_CLIENTS = { prefix: "192.0.2", router: "192.0.2.1", first: 10 };

/** One end of a cable to the router: an interface `eth0` in a network namespace of its own. */
export interface Host {
  readonly name: string;
  readonly address: string;
  readonly prefixLength: number;
  readonly router: string;
}

/** Who is where: the spec turned into names and addresses. Pure data; equal specs give equal topologies. */
export interface Topology {
  readonly control: Host;
  readonly nodes: readonly (NodeInfo & Host)[];
  readonly clients: readonly (ClientInfo & Host)[];
  readonly subnet: { readonly router: string; readonly prefixLength: number };
}

/** @throws AddressError when a CIDR of the spec is not one; the spec's rules are checked by whoever made it. */
export function topologyOf(spec: ClusterSpec): Topology {
  const subnet = new Address4(spec.subnetCidr);
  const router = addressIn(subnet, 1);
  const prefixLength = subnet.subnetMask;
  return {
    control: {
      name: "control",
      address: `${CONTROL_PREFIX}.2`,
      prefixLength: 24,
      router: `${CONTROL_PREFIX}.1`,
    },
    nodes: range(spec.nodeCount).map((index) => ({
      name: `node${index + 1}`,
      address: addressIn(subnet, FIRST_NODE + index),
      prefixLength,
      router,
      zone: `${spec.location}-${spec.zones[index % spec.zones.length] ?? ""}`,
      podCidr: podCidrOf(spec, index),
    })),
    clients: range(spec.clients).map(clientAt),
    subnet: { router, prefixLength },
  };
}

/** The node's bridge address: the first of its pod range. */
export function bridgeAddress(podCidr: string): string {
  return addressIn(new Address4(podCidr), 1);
}

/** Where the API server's Service is: the first address of the service range. */
export function apiServiceAddress(serviceCidr: string): string {
  return addressIn(new Address4(serviceCidr), 1);
}

function clientAt(index: number): ClientInfo & Host {
  const name = `client-${String.fromCharCode("a".charCodeAt(0) + index)}`;
  if (index === 0) return { name, prefixLength: 24, ...CLIENT_A };
  const address = `${OTHER_CLIENTS.prefix}.${OTHER_CLIENTS.first + index - 1}`;
  return { name, address, prefixLength: 24, router: OTHER_CLIENTS.router };
}

function podCidrOf(spec: ClusterSpec, index: number): string {
  const start =
    new Address4(spec.podCidr).startAddress().bigInt() + (BigInt(index) << BigInt(32 - POD_PREFIX));
  return `${Address4.fromBigInt(start).address}/${POD_PREFIX}`;
}

function addressIn(network: Address4, offset: number): string {
  return Address4.fromBigInt(network.startAddress().bigInt() + BigInt(offset)).address;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
