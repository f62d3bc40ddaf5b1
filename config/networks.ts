import type { Address4 } from "ip-address";
import type { Problem } from "../system/problems";
import { RESERVED } from "./reserved";

/** The networks of a cluster, as far as they could be read: a key that is missing has its problem already. */
export interface Networks {
  readonly nodeCount?: number;
  readonly vnetCidr?: Address4;
  readonly subnetCidr?: Address4;
  readonly podCidr?: Address4;
  readonly serviceCidr?: Address4;
  readonly dnsServiceIP?: Address4;
}

/** Azure's DNS, router and the like take the first four addresses of a subnet and the last one. */
const KEPT_BY_AZURE = 5;
/** Azure's smallest subnet. */
const LONGEST_SUBNET_PREFIX = 29;
/** Kubenet gives each node a /24 of the pod addresses. */
const NODE_PREFIX = 24;
/** AKS wants a range smaller than /12, the API server one of at least 8 addresses. */
const SERVICE_PREFIXES = { shortest: 13, longest: 29 };

/** Everything that is wrong with how the networks lie to each other. */
export function networkProblems(networks: Networks): Problem[] {
  return [
    ...reservedProblems(networks),
    ...overlapProblems(networks),
    ...subnetProblems(networks),
    ...podProblems(networks),
    ...serviceProblems(networks),
  ];
}

/** The subnet is left out: it is inside the VNet, or that is its problem. */
function reservedProblems({ vnetCidr, podCidr, serviceCidr }: Networks): Problem[] {
  return Object.entries({ vnetCidr, podCidr, serviceCidr }).flatMap(([key, network]) => {
    if (network === undefined) return [];
    const touched = RESERVED.filter((reserved) => overlap(network, reserved.network));
    if (touched.length === 0) return [];
    const owners = touched.map((reserved) => `${reserved.network.networkForm()} (${reserved.owner})`);
    return [problem(key, network, `overlaps ${owners.join(", ")}`, "Take another private range")];
  });
}

const APART = [
  ["podCidr", "vnetCidr"],
  ["serviceCidr", "vnetCidr"],
  ["serviceCidr", "podCidr"],
] as const;

function overlapProblems(networks: Networks): Problem[] {
  return APART.flatMap(([key, otherKey]) => {
    const network = networks[key];
    const other = networks[otherKey];
    if (network === undefined || other === undefined || !overlap(network, other)) return [];
    const rule = `overlaps ${otherKey} ${other.networkForm()}`;
    return [problem(key, network, rule, "Take ranges that have no address in common")];
  });
}

function subnetProblems({ subnetCidr, vnetCidr, nodeCount }: Networks): Problem[] {
  if (subnetCidr === undefined) return [];
  const problems: Problem[] = [];
  if (vnetCidr !== undefined && !subnetCidr.isInSubnet(vnetCidr)) {
    const rule = `is not inside vnetCidr ${vnetCidr.networkForm()}`;
    problems.push(problem("subnetCidr", subnetCidr, rule, "Take a part of the VNet"));
  }
  const room = size(subnetCidr) - KEPT_BY_AZURE;
  if (subnetCidr.subnetMask > LONGEST_SUBNET_PREFIX) {
    const rule = `is smaller than a /${LONGEST_SUBNET_PREFIX}, Azure's smallest subnet`;
    problems.push(problem("subnetCidr", subnetCidr, rule, "Take a larger one"));
  } else if (nodeCount !== undefined && room < nodeCount) {
    const rule = `holds ${room} nodes, since Azure keeps ${KEPT_BY_AZURE} addresses, and nodeCount is ${nodeCount}`;
    problems.push(problem("subnetCidr", subnetCidr, rule, "Take a larger one or fewer nodes"));
  }
  return problems;
}

function podProblems({ podCidr, nodeCount }: Networks): Problem[] {
  if (podCidr === undefined || nodeCount === undefined) return [];
  const room = Math.floor(2 ** (NODE_PREFIX - podCidr.subnetMask));
  if (room >= nodeCount) return [];
  const rule = `holds ${room} networks of /${NODE_PREFIX}, one for each node, and nodeCount is ${nodeCount}`;
  return [problem("podCidr", podCidr, rule, "Take a larger one or fewer nodes")];
}

function serviceProblems({ serviceCidr, dnsServiceIP }: Networks): Problem[] {
  if (serviceCidr === undefined) return [];
  const { shortest, longest } = SERVICE_PREFIXES;
  const prefix = serviceCidr.subnetMask;
  if (prefix < shortest || prefix > longest) {
    const rule = `must have a prefix from /${shortest} to /${longest}`;
    return [problem("serviceCidr", serviceCidr, rule, "For example 10.0.0.0/16")];
  }
  return dnsServiceIP === undefined ? [] : dnsProblems(serviceCidr, dnsServiceIP);
}

function dnsProblems(serviceCidr: Address4, dnsServiceIP: Address4): Problem[] {
  const refused = (rule: string): Problem[] => [
    problem("dnsServiceIP", dnsServiceIP, rule, `For example ${serviceCidr.offset(2).correctForm()}`),
  ];
  const cidr = serviceCidr.networkForm();
  if (!dnsServiceIP.isInSubnet(serviceCidr)) return refused(`is not inside serviceCidr ${cidr}`);
  const is = (other: Address4): boolean => other.correctForm() === dnsServiceIP.correctForm();
  if (is(serviceCidr.startAddressExclusive())) {
    return refused(`is the first address of serviceCidr ${cidr}, which is the API server's Service`);
  }
  if (is(serviceCidr.startAddress()) || is(serviceCidr.endAddress())) {
    return refused(`is the network's own or the last address of serviceCidr ${cidr}`);
  }
  return [];
}

/** Two networks are one inside the other, or have nothing in common. */
function overlap(a: Address4, b: Address4): boolean {
  return a.isInSubnet(b) || b.isInSubnet(a);
}

function size(network: Address4): number {
  return 2 ** (32 - network.subnetMask);
}

function problem(key: string, value: Address4, rule: string, wayOut: string): Problem {
  const written = value.parsedSubnet === "" ? value.correctForm() : value.networkForm();
  return { key, value: written, rule, wayOut };
}
