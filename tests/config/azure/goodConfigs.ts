import fc from "fast-check";
import { Address4 } from "ip-address";
import { surge } from "../../../config/azure/networkModel";
import { REGIONS } from "../../../config/azure/regions";
import { publicKey } from "../raw";

/** Blocks of /16 that are private and that nobody keeps. */
const block = fc.oneof(
  fc.nat({ max: 255 }).map((octet) => `10.${octet}.0.0`),
  fc.integer({ min: 16, max: 29 }).map((octet) => `172.${octet}.0.0`),
  fc.integer({ min: 64, max: 127 }).map((octet) => `100.${octet}.0.0`),
  fc.constant("192.168.0.0"),
);

/** The longest prefix of a network that holds `addresses`. */
const prefixFor = (addresses: number): number => 32 - Math.ceil(Math.log2(addresses));

/** Networks that hold `nodeCount` nodes and those of an upgrade, at times just so. */
function networks(nodeCount: number): fc.Arbitrary<Record<string, unknown>> {
  const most = nodeCount + surge(nodeCount);
  return fc
    .record({
      blocks: fc.uniqueArray(block, { minLength: 3, maxLength: 3 }),
      subnet: fc.integer({ min: 16, max: Math.min(29, prefixFor(most + 5)) }),
      pods: fc.integer({ min: 16, max: prefixFor(most * 256) }),
      services: fc.integer({ min: 16, max: 29 }),
      at: fc.nat({ max: 65535 }),
      dns: fc.nat(),
    })
    .map(({ blocks: [vnet = "", pod = "", service = ""], at, dns, ...prefixes }) => {
      const inside = (first: string, prefix: number): string =>
        new Address4(`${new Address4(first).offset(at).correctForm()}/${prefix}`).networkForm();
      const services = new Address4(inside(service, prefixes.services));
      return {
        nodeCount,
        vnetCidr: `${vnet}/16`,
        subnetCidr: inside(vnet, prefixes.subnet),
        podCidr: inside(pod, prefixes.pods),
        serviceCidr: services.networkForm(),
        dnsServiceIP: services.offset(2 + (dns % (2 ** (32 - prefixes.services) - 3))).correctForm(),
      };
    });
}

/** Networks of addresses that belong to someone: none of the first octets has a private or a kept range in it. */
const range = fc
  .tuple(
    fc.constantFrom(1, 8, 20, 51, 93, 130, 151, 199, 212, 223),
    fc.nat({ max: 0xffffff }),
    fc.integer({ min: 8, max: 32 }),
  )
  .map(([first, rest, prefix]) => {
    const octets = [first, (rest >> 16) & 255, (rest >> 8) & 255, rest & 255];
    return new Address4(`${octets.join(".")}/${prefix}`).networkForm();
  });

const model = fc.oneof(
  fc.record({ networkModel: fc.constant("kubenet"), networkPolicy: fc.constantFrom("none", "calico") }),
  fc.record({
    networkModel: fc.constant("overlay"),
    networkPolicy: fc.constantFrom("none", "calico", "azure", "cilium"),
  }),
);

const regions = fc
  .uniqueArray(fc.constantFrom(...REGIONS.withZones, "newregion"), { minLength: 2, maxLength: 2 })
  .map(([location, clientsLocation]) => ({ location, clientsLocation }));

const digest = fc.nat().map((n) => `@sha256:${n.toString(16).padStart(64, "0")}`);
const image = fc
  .tuple(
    fc.constantFrom("", "docker.io/", "registry.example.com:5000/", "mcr.microsoft.com/"),
    fc.constantFrom("nginx", "library/node", "a/b-c/d.e_f"),
    fc.oneof(
      digest,
      fc.constantFrom(":1.28-alpine", ":v0.16"),
      digest.map((end) => `:latest${end}`),
    ),
  )
  .map((parts) => parts.join(""));

const access = fc.oneof(
  fc.record({
    debugger: fc.boolean(),
    sshPublicKey: fc.constantFrom(
      publicKey("ssh-ed25519", 32),
      publicKey("ssh-rsa", 270),
      publicKey("ecdsa-sha2-nistp256", 85),
      publicKey("sk-ssh-ed25519@openssh.com", 52),
      publicKey("ssh-ed25519", 32).split(" ", 2).join(" "),
    ),
  }),
  fc.constant({ debugger: false, sshPublicKey: "" }),
);

const zone = fc.constantFrom("Z", "+02:00", "-08:00");
const expiresAt = fc
  .tuple(
    fc.date({ min: new Date("2020-01-01"), max: new Date("2039-12-31"), noInvalidDate: true }),
    fc.constantFrom(16, 19, 23),
    zone,
  )
  .map(([date, length, offset]) => date.toISOString().slice(0, length) + offset);

const others = fc.record({
  zones: fc.shuffledSubarray(["1", "2", "3"], { minLength: 1 }),
  clients: fc.integer({ min: 1, max: 9 }),
  replicas: fc.integer({ min: 0, max: 100 }),
  sessionAffinity: fc.constantFrom("None", "ClientIP"),
  externalTrafficPolicy: fc.constantFrom("Cluster", "Local"),
  vmSize: fc.constantFrom(
    ...["Standard_D2s_v5", "Standard_DS2_v2", "Standard_A2_v2", "Standard_E4-2s_v5", "Standard_F2s_v2"],
    ...["Standard_NC4as_T4_v3", "Standard_G1", "Standard_D11_v2", "Standard_D2pls_v6", "Standard_L8s"],
  ),
  kubernetesVersion: fc.constantFrom("1.34", "1.35", "1.36", "1.35.2", "1.40", "1.36.11"),
  allowedSourceRanges: fc.oneof(
    { weight: 19, arbitrary: fc.array(range, { minLength: 1, maxLength: 5 }) },
    { weight: 1, arbitrary: fc.array(range, { minLength: 200, maxLength: 200 }) },
  ),
  owner: fc.constantFrom("lab@example.com", "Ärger & Söhne <x>", "o".repeat(256)),
  expiresAt,
  testappImage: image,
  nodeDebuggerImage: image,
  clientImage: image,
});

/** Any configuration of a stack on Azure that can work, by short keys. */
export const goodConfig: fc.Arbitrary<Record<string, unknown>> = fc
  .integer({ min: 1, max: 230 })
  .chain((nodeCount) => fc.tuple(networks(nodeCount), model, regions, access, others))
  .map((parts) => Object.assign({}, ...parts) as Record<string, unknown>);

/** A name that a stack on Azure can have. */
export const goodStack: fc.Arbitrary<string> = fc.stringMatching(/^[a-z]([a-z0-9]|-[a-z0-9]){0,12}$/);
