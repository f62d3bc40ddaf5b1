import { Address4 } from "ip-address";
import type { Problem } from "../../system/problems";

/** One service's wish for a frontend address. */
export interface Claim {
  readonly uid: string;
  /** Where two want the same, the one made first has it. */
  readonly created: string;
  /** The address it has had so far. */
  readonly held: string | undefined;
  /** The address its manifest asks for. */
  readonly requested: string | undefined;
}

export interface Frontends {
  /** uid -> frontend IP. Those that could get none are missing. */
  readonly addresses: ReadonlyMap<string, string>;
  /** uid -> why its wish was not fulfilled; it may still hold the address it had. */
  readonly problems: ReadonlyMap<string, Problem>;
}

/** The first addresses of the prefix are left out, as if others in the region had them. */
const FIRST = 10n;

/**
 * Gives each claim one address of `prefix` (a CIDR) of its own. Whoever holds an address keeps it; then requests are heard; the
 * rest get the lowest that is free.
 */
export function allocateFrontends(prefix: string, claims: readonly Claim[]): Frontends {
  const pool = poolOf(prefix);
  const addresses = new Map<string, string>();
  const problems = new Map<string, Problem>();
  const taken = new Set<string>();
  const take = ({ uid }: Claim, address: string | undefined): boolean => {
    if (address === undefined || taken.has(address) || !pool.has(address)) return false;
    taken.add(address);
    addresses.set(uid, address);
    return true;
  };
  const inOrder = [...claims].sort((a, b) => compare(a.created, b.created) || compare(a.uid, b.uid));
  const isSettled = (claim: Claim): boolean => (claim.requested ?? claim.held) === claim.held;
  const unsettled = inOrder.filter((claim) => !isSettled(claim) || !take(claim, claim.held));
  const requests = unsettled.filter(({ requested }) => requested !== undefined);
  for (const claim of requests) {
    const address = claim.requested ?? "";
    if (take(claim, address)) continue;
    problems.set(claim.uid, refusal(prefix, address, pool.has(address)));
    take(claim, claim.held);
  }
  for (const claim of unsettled.filter(({ requested }) => requested === undefined)) {
    const free = [...pool].find((address) => !taken.has(address));
    if (!take(claim, free)) problems.set(claim.uid, exhausted(prefix, pool.size));
  }
  return { addresses, problems };
}

function poolOf(prefix: string): Set<string> {
  const network = new Address4(prefix);
  const first = network.startAddress().bigInt() + FIRST;
  const last = network.endAddress().bigInt() - 1n;
  const length = Number(last - first) + 1;
  return new Set(Array.from({ length }, (_, index) => Address4.fromBigInt(first + BigInt(index)).address));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function refusal(prefix: string, value: string, exists: boolean): Problem {
  return {
    key: "loadBalancerIP",
    value,
    rule: exists
      ? "another Service has this address"
      : `the lab's public addresses are ${prefix} from .${FIRST} on`,
    wayOut: "Ask for another address, or for none.",
  };
}

function exhausted(prefix: string, size: number): Problem {
  return {
    key: "frontend IP",
    value: "none left",
    rule: `${prefix} has ${size} addresses to give`,
    wayOut: "Delete a Service of type LoadBalancer.",
  };
}
