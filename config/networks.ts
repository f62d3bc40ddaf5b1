import type { Address4 } from "ip-address";
import type { Problem } from "../system/problems";
import { overlap, type Reserved } from "./reserved";
import type { Rule } from "./rule";

/** The networks of a cluster. */
export interface Networks {
  readonly nodeCount: number;
  readonly vnetCidr: Address4;
  readonly subnetCidr: Address4;
  readonly podCidr: Address4;
  readonly serviceCidr: Address4;
  readonly dnsServiceIP: Address4;
}

/** In what the targets differ. */
export interface NetworkLaw {
  /** Ranges that no network may touch. */
  readonly reserved: readonly Reserved[];
  /** How many nodes there are at once at worst. */
  readonly mostNodes: (nodeCount: number) => number;
  /** What `most` nodes are for so many as are asked for, as the end of a sentence. */
  readonly mostTold: (nodeCount: number, most: number) => string;
}

/** Azure's DNS, router and the like take the first four addresses of a subnet and the last one. */
const KEPT_BY_AZURE = 5;
/** Azure's smallest subnet. */
const LONGEST_SUBNET_PREFIX = 29;
/** Kubenet and the overlay give each node a /24 of the pod addresses. */
const NODE_PREFIX = 24;
/** AKS wants a range smaller than /12, the API server one of at least 8 addresses. */
const SERVICE_PREFIXES = { shortest: 13, longest: 29 };

/** The rules about how the networks lie to each other. */
export function networkRules(law: NetworkLaw): readonly Rule<Networks>[] {
  return [
    { name: "networks: reserved ranges", problems: (values) => reservedProblems(values, law) },
    { name: "networks: apart", problems: overlapProblems },
    { name: "subnetCidr: inside the VNet", problems: outsideProblems },
    { name: "subnetCidr: size", problems: subnetSizeProblems },
    { name: "subnetCidr: room", problems: (values) => subnetRoomProblems(values, law) },
    { name: "podCidr: room", problems: (values) => podRoomProblems(values, law) },
    { name: "serviceCidr: size", problems: serviceSizeProblems },
    { name: "dnsServiceIP: inside", problems: dnsOutsideProblems },
    { name: "dnsServiceIP: not the first", problems: dnsFirstProblems },
    { name: "dnsServiceIP: neither end", problems: dnsEndProblems },
  ];
}

type Some = Partial<Networks>;

/** The subnet is left out: it is inside the VNet, or that is its problem. */
function reservedProblems({ vnetCidr, podCidr, serviceCidr }: Some, { reserved }: NetworkLaw): Problem[] {
  return Object.entries({ vnetCidr, podCidr, serviceCidr }).flatMap(([key, network]) => {
    if (network === undefined) return [];
    const touched = reserved.filter((range) => overlap(network, range.network));
    if (touched.length === 0) return [];
    const owners = touched.map((range) => `${range.network.networkForm()} (${range.owner})`);
    return [problem(key, network, `overlaps ${owners.join(", ")}`, "Take another private range")];
  });
}

const APART = [
  ["podCidr", "vnetCidr"],
  ["serviceCidr", "vnetCidr"],
  ["serviceCidr", "podCidr"],
] as const;

function overlapProblems(networks: Some): Problem[] {
  return APART.flatMap(([key, otherKey]) => {
    const network = networks[key];
    const other = networks[otherKey];
    if (network === undefined || other === undefined || !overlap(network, other)) return [];
    const rule = `overlaps ${otherKey} ${other.networkForm()}`;
    return [problem(key, network, rule, "Take ranges that have no address in common")];
  });
}

function outsideProblems({ subnetCidr, vnetCidr }: Some): Problem[] {
  if (subnetCidr === undefined || vnetCidr === undefined || subnetCidr.isInSubnet(vnetCidr)) return [];
  const rule = `is not inside vnetCidr ${vnetCidr.networkForm()}`;
  return [problem("subnetCidr", subnetCidr, rule, "Take a part of the VNet")];
}

function subnetSizeProblems({ subnetCidr }: Some): Problem[] {
  if (subnetCidr === undefined || subnetCidr.subnetMask <= LONGEST_SUBNET_PREFIX) return [];
  const rule = `is smaller than a /${LONGEST_SUBNET_PREFIX}, Azure's smallest subnet`;
  return [problem("subnetCidr", subnetCidr, rule, "Take a larger one")];
}

function subnetRoomProblems({ subnetCidr, nodeCount }: Some, law: NetworkLaw): Problem[] {
  if (subnetCidr === undefined || nodeCount === undefined) return [];
  if (subnetCidr.subnetMask > LONGEST_SUBNET_PREFIX) return [];
  const room = 2 ** (32 - subnetCidr.subnetMask) - KEPT_BY_AZURE;
  const most = law.mostNodes(nodeCount);
  if (room >= most) return [];
  const told = law.mostTold(nodeCount, most);
  const rule = `holds ${room} nodes, since Azure keeps ${KEPT_BY_AZURE} addresses, and ${told}`;
  return [problem("subnetCidr", subnetCidr, rule, "Take a larger one or fewer nodes")];
}

function podRoomProblems({ podCidr, nodeCount }: Some, law: NetworkLaw): Problem[] {
  if (podCidr === undefined || nodeCount === undefined) return [];
  const room = Math.floor(2 ** (NODE_PREFIX - podCidr.subnetMask));
  const most = law.mostNodes(nodeCount);
  if (room >= most) return [];
  const told = law.mostTold(nodeCount, most);
  const rule = `holds ${room} networks of /${NODE_PREFIX}, one for each node, and ${told}`;
  return [problem("podCidr", podCidr, rule, "Take a larger one or fewer nodes")];
}

function serviceSizeProblems({ serviceCidr }: Some): Problem[] {
  const { shortest, longest } = SERVICE_PREFIXES;
  if (serviceCidr === undefined || properSize(serviceCidr)) return [];
  const rule = `must have a prefix from /${shortest} to /${longest}`;
  return [problem("serviceCidr", serviceCidr, rule, "For example 10.0.0.0/16")];
}

function properSize({ subnetMask }: Address4): boolean {
  return subnetMask >= SERVICE_PREFIXES.shortest && subnetMask <= SERVICE_PREFIXES.longest;
}

function dnsOutsideProblems({ serviceCidr, dnsServiceIP }: Some): Problem[] {
  if (serviceCidr === undefined || !properSize(serviceCidr)) return [];
  if (dnsServiceIP === undefined || dnsServiceIP.isInSubnet(serviceCidr)) return [];
  return dnsProblem(serviceCidr, dnsServiceIP, `is not inside serviceCidr ${serviceCidr.networkForm()}`);
}

function dnsFirstProblems({ serviceCidr, dnsServiceIP }: Some): Problem[] {
  if (serviceCidr === undefined || dnsServiceIP === undefined || !properSize(serviceCidr)) return [];
  if (!same(dnsServiceIP, serviceCidr.startAddressExclusive())) return [];
  const rule = `is the first address of serviceCidr ${serviceCidr.networkForm()}, which is the API server's Service`;
  return dnsProblem(serviceCidr, dnsServiceIP, rule);
}

function dnsEndProblems({ serviceCidr, dnsServiceIP }: Some): Problem[] {
  if (serviceCidr === undefined || dnsServiceIP === undefined || !properSize(serviceCidr)) return [];
  const ends = [serviceCidr.startAddress(), serviceCidr.endAddress()];
  if (!ends.some((end) => same(dnsServiceIP, end))) return [];
  const rule = `is the network's own or the last address of serviceCidr ${serviceCidr.networkForm()}`;
  return dnsProblem(serviceCidr, dnsServiceIP, rule);
}

function dnsProblem(serviceCidr: Address4, dnsServiceIP: Address4, rule: string): Problem[] {
  return [problem("dnsServiceIP", dnsServiceIP, rule, `For example ${serviceCidr.offset(2).correctForm()}`)];
}

function same(a: Address4, b: Address4): boolean {
  return a.correctForm() === b.correctForm();
}

function problem(key: string, value: Address4, rule: string, wayOut: string): Problem {
  const written = value.parsedSubnet === "" ? value.correctForm() : value.networkForm();
  return { key, value: written, rule, wayOut };
}
