import { Address4 } from "ip-address";
import fc from "fast-check";
import { labProblems } from "../../config/labConfig";
import { RESERVED } from "../../config/reserved";
import type { Problem } from "../../system/problems";
import { raw } from "./raw";

const problemsOf = (set: Readonly<Record<string, unknown>>): Problem[] => labProblems(raw(set), "local");

describe("how networks lie to each other", () => {
  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ["pods in the VNet", { podCidr: "10.240.0.0/20" }, "podCidr", /overlaps vnetCidr 10\.240\.0\.0\/16/],
    [
      "the VNet in the pods' range",
      { podCidr: "10.240.0.0/13" },
      "podCidr",
      /overlaps vnetCidr 10\.240\.0\.0\/16/,
    ],
    [
      "Services in the VNet",
      { serviceCidr: "10.240.4.0/24", dnsServiceIP: "10.240.4.10" },
      "serviceCidr",
      /vnetCidr/,
    ],
    [
      "Services among pods",
      { serviceCidr: "10.244.0.0/16", dnsServiceIP: "10.244.0.10" },
      "serviceCidr",
      /podCidr/,
    ],
    ["a subnet elsewhere", { subnetCidr: "10.241.0.0/24" }, "subnetCidr", /not inside vnetCidr/],
    ["a subnet around the VNet", { subnetCidr: "10.0.0.0/8" }, "subnetCidr", /not inside vnetCidr/],
    ["a subnet below Azure's size", { subnetCidr: "10.240.0.0/30" }, "subnetCidr", /\/29/],
    [
      "a subnet too small",
      { subnetCidr: "10.240.0.0/29", nodeCount: 4 },
      "subnetCidr",
      /holds 3 nodes.*nodeCount is 4/,
    ],
    [
      "pods' range too small",
      { podCidr: "10.244.0.0/23" },
      "podCidr",
      /holds 2 networks of \/24.*nodeCount is 3/,
    ],
    ["pods' range below a /24", { podCidr: "10.244.0.0/25", nodeCount: 1 }, "podCidr", /holds 0 networks/],
    ["Services' range too large", { serviceCidr: "100.64.0.0/12" }, "serviceCidr", /from \/13 to \/29/],
    ["Services' range too small", { serviceCidr: "10.0.0.0/30" }, "serviceCidr", /from \/13 to \/29/],
    ["DNS outside", { dnsServiceIP: "10.1.0.10" }, "dnsServiceIP", /not inside serviceCidr/],
    ["DNS at the first address", { dnsServiceIP: "10.0.0.1" }, "dnsServiceIP", /API server's Service/],
    [
      "DNS at the network's address",
      { dnsServiceIP: "10.0.0.0" },
      "dnsServiceIP",
      /network's own or the last/,
    ],
    [
      "DNS at the last address",
      { dnsServiceIP: "10.0.255.255" },
      "dnsServiceIP",
      /network's own or the last/,
    ],
    [
      "a range that only contains a reserved one",
      { podCidr: "172.16.0.0/12" },
      "podCidr",
      /172\.30\.0\.0\/16.*172\.31\.0\.0\/16/,
    ],
    ["the clients' range", { podCidr: "192.0.2.0/24", nodeCount: 1 }, "podCidr", /clients/],
    ["the frontend IPs' range", { podCidr: "203.0.0.0/16" }, "podCidr", /frontend IPs/],
    ["the control plane's range", { podCidr: "10.250.0.0/16" }, "podCidr", /control plane/],
    ["the probes' address", { podCidr: "168.63.0.0/16" }, "podCidr", /health probes/],
  ])("%s", (_, set, key, rule) => {
    const [only, ...rest] = problemsOf(set);
    expect(only).toMatchObject({ key, value: set[key] });
    expect(only?.rule).toMatch(rule);
    expect(rest).toEqual([]);
  });
});

/** A /16 of private addresses that no rule keeps. */
const freeBlock = fc.oneof(
  fc.integer({ min: 0, max: 249 }).map((octet) => `10.${octet}.0.0`),
  fc.integer({ min: 16, max: 29 }).map((octet) => `172.${octet}.0.0`),
  fc.integer({ min: 64, max: 127 }).map((octet) => `100.${octet}.0.0`),
  fc.constant("192.168.0.0"),
);

/** A network of the given prefixes somewhere in a /16. */
function part(block: string, shortest: number, longest: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.integer({ min: 0, max: 65535 }), fc.integer({ min: shortest, max: longest }))
    .map(([offset, prefix]) => {
      const address = new Address4(`${block}/32`).offset(offset).correctForm();
      return new Address4(`${address}/${prefix}`).networkForm();
    });
}

const goodNetworks = fc
  .uniqueArray(freeBlock, { minLength: 3, maxLength: 3 })
  .chain(([vnet = "", pods = "", services = ""]) =>
    fc.record({
      vnetCidr: fc.constant(`${vnet}/16`),
      subnetCidr: part(vnet, 16, 28),
      podCidr: part(pods, 16, 20),
      serviceCidr: part(services, 16, 29),
      dnsOffset: fc.nat(),
    }),
  )
  .map(({ dnsOffset, ...networks }) => {
    const services = new Address4(networks.serviceCidr);
    const usable = 2 ** (32 - services.subnetMask) - 3;
    return { ...networks, dnsServiceIP: services.offset(2 + (dnsOffset % usable)).correctForm() };
  });

const good = fc.record({
  nodeCount: fc.integer({ min: 1, max: 9 }),
  zones: fc.shuffledSubarray(["1", "2", "3"], { minLength: 1 }),
  replicas: fc.integer({ min: 0, max: 100 }),
  clients: fc.integer({ min: 2, max: 26 }),
  sessionAffinity: fc.constantFrom("None", "ClientIP"),
  externalTrafficPolicy: fc.constantFrom("Cluster", "Local"),
  debugger: fc.boolean(),
  apiServerPort: fc.oneof(fc.constant(0), fc.integer({ min: 1024, max: 65535 })),
});

const goodConfig = fc.tuple(good, goodNetworks).map(([rest, networks]) => ({ ...rest, ...networks }));
const cidrKey = fc.constantFrom("vnetCidr", "subnetCidr", "podCidr", "serviceCidr");

describe("for any configuration", () => {
  it("refuses none that is good", () => {
    fc.assert(
      fc.property(goodConfig, (config) => {
        expect(problemsOf(config)).toEqual([]);
      }),
    );
  });

  it("refuses host bits by key and value, and by nothing else", () => {
    fc.assert(
      fc.property(goodConfig, cidrKey, (config, key) => {
        const network = new Address4(config[key]);
        const value = `${network.offset(1).correctForm()}/${network.subnetMask}`;
        expect(problemsOf({ ...config, [key]: value })).toEqual([expect.objectContaining({ key, value })]);
      }),
    );
  });

  it("refuses whatever touches a reserved range", () => {
    const cases = fc.tuple(
      fc.constantFrom(...RESERVED),
      fc.constantFrom("vnetCidr", "podCidr", "serviceCidr"),
    );
    fc.assert(
      fc.property(goodConfig, cases, fc.nat({ max: 6 }), (config, [{ network }, key], shorter) => {
        const prefix = Math.max(1, network.subnetMask - shorter);
        const value = new Address4(`${network.correctForm()}/${prefix}`).networkForm();
        const rule = expect.stringContaining(`${network.networkForm()} (`) as string;
        expect(problemsOf({ ...config, [key]: value })).toContainEqual(
          expect.objectContaining({ key, value, rule }),
        );
      }),
    );
  });

  it("reports an overlap just when two ranges share an address", () => {
    const anyNetwork = freeBlock.chain((block) => part(block, 8, 24));
    fc.assert(
      fc.property(anyNetwork, anyNetwork, (vnetCidr, podCidr) => {
        const reported = problemsOf({ vnetCidr, podCidr }).some(
          ({ key, rule }) => key === "podCidr" && rule === `overlaps vnetCidr ${vnetCidr}`,
        );
        expect(reported).toBe(shareAnAddress(new Address4(vnetCidr), new Address4(podCidr)));
      }),
      { numRuns: 300 },
    );
  });

  it("never gives more nodes than addresses", () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 29 }), fc.integer({ min: 1, max: 9 }), (prefix, nodeCount) => {
        const problems = problemsOf({ nodeCount, subnetCidr: `10.240.0.0/${prefix}` });
        expect(problems.length > 0).toBe(2 ** (32 - prefix) < nodeCount + 5);
      }),
    );
  });
});

function shareAnAddress(a: Address4, b: Address4): boolean {
  const last = (network: Address4): bigint => network.endAddress().bigInt();
  return a.bigInt() <= last(b) && b.bigInt() <= last(a);
}
