import { Address4 } from "ip-address";
import type { Problem } from "../../system/problems";
import { list, type Field } from "../fields";
import { overlap, RESERVED_BY_AZURE } from "../reserved";
import { about, NOT_SET, problemOf, type Breach, type Rule } from "../rule";

/** AKS takes no more for its API server. Source: AKS, "API server authorized IP ranges". */
const MOST = 200;
/** The largest networks that anyone has. */
const SHORTEST_PREFIX = 8;
const SET_OWN = "pulumi config set --path 'allowedSourceRanges[0]' \"$(curl -4 -s https://ifconfig.me)/32\"";

const DOCUMENTATION = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"].map((cidr) => new Address4(cidr));
const PRIVATE = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"].map(
  (cidr) => new Address4(cidr),
);
const ELSEWHERE = ["192.0.0.0/24", "198.18.0.0/15"].map((cidr) => new Address4(cidr));
const NOT_PUBLIC = [...PRIVATE, ...ELSEWHERE, ...RESERVED_BY_AZURE.map(({ network }) => network)];

/** A list of text, or JSON of one; what each item is to be is the rules' part. */
export const sourceRanges: Field<readonly string[]> = (raw) => {
  const value = list(raw);
  if (value?.every((item) => typeof item === "string")) return { value };
  return { rule: "must be a list of networks as text", wayOut: `Run \`${SET_OWN}\`` };
};

type Ranges = Rule<{ readonly allowedSourceRanges: readonly string[] }>;

export const SOURCE_RANGE_RULES: readonly Ranges[] = [
  about("allowedSourceRanges", "set", exposed),
  about("allowedSourceRanges", "at most 200", tooMany),
  each("form", badForm),
  each("not everyone", everyone),
  each("no wide range", tooWide),
  each("public", notPublic),
];

/** A lab is open to nobody but those who are named. */
export function exposed(ranges: readonly string[]): Breach | undefined {
  if (ranges.length > 0) return undefined;
  return {
    rule: "must name who may reach the API server and the frontend IP: without, everyone may",
    wayOut: `Run \`${SET_OWN}\``,
    shown: NOT_SET,
  };
}

function tooMany(ranges: readonly string[]): Breach | undefined {
  if (ranges.length <= MOST) return undefined;
  return {
    rule: `has ${ranges.length} networks, and AKS takes at most ${MOST}`,
    wayOut: "Take fewer and larger ones",
  };
}

/** A rule about each of the networks, which has its problem under its own key. */
function each(name: string, breach: (range: string) => Breach | undefined): Ranges {
  return {
    name: `allowedSourceRanges: ${name}`,
    problems: ({ allowedSourceRanges = [] }) =>
      allowedSourceRanges.flatMap((range, index): Problem[] => {
        const found = breach(range);
        if (found === undefined) return [];
        return [problemOf(`allowedSourceRanges[${index}]`, range, found)];
      }),
  };
}

function badForm(range: string): Breach | undefined {
  if (!Address4.isValid(range)) {
    return {
      rule: "is not an IPv4 network",
      wayOut: "Write an address and a prefix, such as 203.0.113.7/32",
    };
  }
  const network = new Address4(range);
  if (!range.includes("/")) return { rule: "has no prefix", wayOut: `Write ${network.correctForm()}/32` };
  if (network.networkForm() === range) return undefined;
  return {
    rule: "has host bits set or is not in its short form, which Azure's load balancer takes for no network at all",
    wayOut: `Write ${network.networkForm()}, or ${network.correctForm()}/32 for this one address`,
  };
}

/** The network that `range` is, when its form is the proper one. */
function networkOf(range: string): Address4 | undefined {
  return badForm(range) === undefined ? new Address4(range) : undefined;
}

/** Whether a network is all of IPv4. */
export function everyone(range: string): Breach | undefined {
  if (networkOf(range)?.subnetMask !== 0) return undefined;
  return {
    rule: "is everyone on the internet, and behind it are a cluster's administrator and pods with sniffers",
    wayOut: `Name your own address: \`${SET_OWN}\``,
  };
}

function tooWide(range: string): Breach | undefined {
  const prefix = networkOf(range)?.subnetMask ?? 0;
  if (prefix === 0 || prefix >= SHORTEST_PREFIX) return undefined;
  return {
    rule: `is wider than a /${SHORTEST_PREFIX}, a part of the whole internet`,
    wayOut: `Name your own address: \`${SET_OWN}\``,
  };
}

function notPublic(range: string): Breach | undefined {
  const network = networkOf(range);
  if (network === undefined || network.subnetMask < SHORTEST_PREFIX || isDocumentation(range))
    return undefined;
  const touched = NOT_PUBLIC.find((other) => overlap(network, other));
  if (touched === undefined) return undefined;
  return {
    rule: `is not public (${touched.networkForm()}), so that nobody comes from it`,
    wayOut: `Take the address that the internet sees: \`${SET_OWN}\``,
  };
}

/** Whether a range is one that only examples use (RFC 5737). */
export function isDocumentation(range: string): boolean {
  const network = networkOf(range);
  return network !== undefined && DOCUMENTATION.some((other) => network.isInSubnet(other));
}

/** Pod addresses have to be of these: AKS supports no others. */
export function isPrivate(network: Address4): boolean {
  return PRIVATE.some((other) => network.isInSubnet(other));
}
