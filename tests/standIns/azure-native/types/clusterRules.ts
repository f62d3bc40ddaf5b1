import { Address4 } from "ip-address";
import { isObject, UNKNOWN, type Properties, type Value } from "../../../../local/provider/protocol/value";
import { cidr, isCidr, overlap, REFUSED_BY_AKS } from "../cidr";
import type { AgentPool, ClusterInputs, NetworkProfile } from "./clusterShape";

/** Source: AKS supported versions, July 2026. */
const VERSIONS = ["1.34", "1.35", "1.36"];

/** What AKS refuses of a cluster by itself; values that are not known yet are taken. */
export function clusterRules(inputs: Properties): string[] {
  const { dnsPrefix, kubernetesVersion, networkProfile, apiServerAccessProfile, agentPoolProfiles } =
    withoutUnknown(inputs) as unknown as ClusterInputs;
  return [
    ...(dnsPrefix === undefined && inputs.dnsPrefix !== UNKNOWN
      ? ["InvalidParameter: dnsPrefix is required"]
      : []),
    ...versionRules(kubernetesVersion),
    ...networkRules(networkProfile ?? {}),
    ...accessRules(apiServerAccessProfile, networkProfile),
    ...(inputs.agentPoolProfiles === UNKNOWN ? [] : poolRules(agentPoolProfiles ?? [])),
  ];
}

function versionRules(version: string | undefined): string[] {
  const minor = version?.split(".").slice(0, 2).join(".");
  if (minor === undefined || VERSIONS.includes(minor)) return [];
  return [`K8sVersionNotSupported: Version ${String(version)} is not supported in this region`];
}

function networkRules(profile: NetworkProfile): string[] {
  const { networkPlugin, networkPluginMode, networkPolicy, networkDataplane, loadBalancerSku } = profile;
  const rules: [boolean, string][] = [
    [
      networkPlugin === "kubenet" && ![undefined, "none", "calico"].includes(networkPolicy),
      `NetworkPolicyNotSupported: network policy ${String(networkPolicy)} is not supported with network plugin kubenet`,
    ],
    [
      networkPlugin === "kubenet" && networkPluginMode !== undefined,
      "InvalidNetworkPluginMode: networkPluginMode overlay needs network plugin azure",
    ],
    [
      networkPolicy === "cilium" && networkDataplane !== "cilium",
      "InvalidNetworkPolicy: network policy cilium needs networkDataplane cilium",
    ],
    [loadBalancerSku === "basic", "LoadBalancerSkuNotSupported: the basic load balancer is retired"],
  ];
  return [...rules.filter(([broken]) => broken).map(([, rule]) => rule), ...rangeRules(profile)];
}

function rangeRules({ podCidr, serviceCidr, dnsServiceIP }: NetworkProfile): string[] {
  const given = Object.entries({ podCidr, serviceCidr }).filter(([, range]) => range !== undefined);
  const pods = cidr(podCidr);
  const services = cidr(serviceCidr);
  const dns =
    dnsServiceIP !== undefined && Address4.isValid(dnsServiceIP) ? new Address4(dnsServiceIP) : undefined;
  const outside = services !== undefined && dns?.isInSubnet(services) === false;
  const first = services?.startAddressExclusive().correctForm() === dns?.correctForm();
  const rules: [boolean, string][] = [
    ...given.map(([key, range]): [boolean, string] => [
      !isCidr(range ?? ""),
      `InvalidCidr: ${key} ${String(range)} is no CIDR`,
    ]),
    ...given.map(([key, range]): [boolean, string] => [
      REFUSED_BY_AKS.some((refused) => overlap(refused, cidr(range))),
      `InvalidNetworkProfile: ${key} ${String(range)} overlaps a range that AKS reserves`,
    ]),
    [overlap(pods, services), "ServiceCidrOverlapPodCidr: the service CIDR overlaps the pod CIDR"],
    [(services?.subnetMask ?? 32) < 13, "ServiceCidrTooLarge: the service CIDR must be smaller than /12"],
    [outside, `DnsServiceIPOutOfServiceCidr: ${String(dnsServiceIP)} is not inside ${String(serviceCidr)}`],
    [dns !== undefined && first, "DnsServiceIPInvalid: it is the first address of the service CIDR"],
  ];
  return rules.filter(([broken]) => broken).map(([, rule]) => rule);
}

function accessRules(
  access: ClusterInputs["apiServerAccessProfile"],
  network: NetworkProfile | undefined,
): string[] {
  const ranges = access?.authorizedIPRanges ?? [];
  const wrong = ranges.filter((range) => !isCidr(range) && !Address4.isValid(range));
  const own = ranges.filter((range) => isPrivate(range));
  return [
    ...wrong.map((range) => `InvalidAuthorizedIPRange: ${range} is no network`),
    ...own.map((range) => `InvalidAuthorizedIPRange: ${range} is private`),
    ...(ranges.length > 200 ? ["TooManyAuthorizedIPRanges: at most 200 are allowed"] : []),
    ...(ranges.length > 0 && access?.enablePrivateCluster === true
      ? ["AuthorizedIPRangesNotSupported: a private cluster takes none"]
      : []),
    ...(ranges.length > 0 && network?.loadBalancerSku === "basic"
      ? ["AuthorizedIPRangesNotSupported: they need the standard load balancer"]
      : []),
  ];
}

function isPrivate(range: string): boolean {
  const networks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
  return Address4.isValid(range) && networks.some((it) => new Address4(range).isInSubnet(new Address4(it)));
}

function poolRules(pools: readonly AgentPool[]): string[] {
  if (!pools.some(({ mode }) => mode === "System"))
    return ["MissingSystemPool: there must be an agent pool of mode System"];
  return pools.flatMap(({ name, count, vmSize, mode, type, availabilityZones = [] }) => {
    const rules: [boolean, string][] = [
      [mode === "System" && (count ?? 1) < 1, "a system pool needs a node"],
      [
        mode === "System" && vmSize?.startsWith("Standard_B") === true,
        `VM size ${String(vmSize)} is not supported`,
      ],
      [
        availabilityZones.length > 0 && type !== "VirtualMachineScaleSets",
        "availability zones need VirtualMachineScaleSets",
      ],
      [!availabilityZones.every((zone) => ["1", "2", "3"].includes(zone)), "zones are 1, 2 and 3"],
      [new Set(availabilityZones).size < availabilityZones.length, "a zone is named twice"],
    ];
    return rules
      .filter(([broken]) => broken)
      .map(([, rule]) => `InvalidAgentPoolProfile: pool ${name}: ${rule}`);
  });
}

/** Unknown values count as left out, so that no rule judges them. */
function withoutUnknown(value: Properties): Properties {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === UNKNOWN ? [] : [[key, known(item)]])),
  );
}

function known(value: Value | undefined): Value | undefined {
  if (Array.isArray(value))
    return (value as readonly Value[]).filter((item) => item !== UNKNOWN).map((item) => known(item) ?? null);
  return isObject(value) ? withoutUnknown(value) : value;
}
