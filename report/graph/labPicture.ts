import type { ClusterFacts, PodFacts } from "../../experiments/cluster/facts";
import type { RunResult } from "../../experiments/result";
import type { Client, Target } from "../../experiments/target";
import type { LoadBalancingRule } from "../../local/loadBalancer/rule";

/** A lab as pictures show it: who is where, and by which rules. What nobody told is left out. */
export interface LabPicture {
  readonly name: string;
  readonly target: Target["kind"];
  readonly clients: readonly Client[];
  readonly rule: LoadBalancingRule;
  readonly service: ClusterFacts["service"];
  /** By zone, in the nodes' order. */
  readonly zones: readonly PictureZone[];
  readonly networks?: PictureNetworks;
}

export interface PictureZone {
  /** `<location>-<zone>`; empty outside zones. */
  readonly name: string;
  readonly nodes: readonly PictureNode[];
}

export interface PictureNode {
  readonly name: string;
  readonly address: string;
  readonly pods: readonly PodFacts[];
  /** The pods' range, to which the virtual network has a route by this node. */
  readonly podCidr?: string;
  /** Whether it passes the rule's health probe: only then new flows may enter by it. */
  readonly healthy?: boolean;
}

/** CIDRs. */
export interface PictureNetworks {
  readonly vnet: string;
  readonly subnet: string;
  readonly services: string;
}

/** What a picture is made of; the optional things only a lab that is up tells. */
export interface PictureSources extends Pick<
  LabPicture,
  "name" | "target" | "clients" | "rule" | "networks"
> {
  readonly cluster: ClusterFacts;
  readonly podCidrs?: ReadonlyMap<string, string>;
  /** Nodes that pass the health probe. */
  readonly healthy?: readonly string[];
}

export function pictureOf({ cluster, podCidrs, healthy, ...rest }: PictureSources): LabPicture {
  const zones = new Map<string, PictureNode[]>();
  for (const { name, address, zone } of cluster.nodes) {
    const podCidr = podCidrs?.get(name);
    const nodes = zones.get(zone) ?? [];
    zones.set(zone, nodes);
    nodes.push({
      ...{ name, address },
      pods: cluster.pods.filter(({ node }) => node === name),
      ...(podCidr === undefined ? {} : { podCidr }),
      ...(healthy === undefined ? {} : { healthy: healthy.includes(name) }),
    });
  }
  return {
    ...rest,
    service: cluster.service,
    zones: [...zones].map(([name, nodes]) => ({ name, nodes })),
  };
}

/** The lab as the first experiment of a run found it, and what that is called; nothing of a run without one. */
export function pictureOfRun({
  lab,
  experiments: [first],
}: RunResult): { readonly picture: LabPicture; readonly experiment: string } | undefined {
  const cluster = first?.steps[0]?.cluster;
  if (first === undefined || cluster === undefined) return undefined;
  const { name, target, clients } = lab;
  const picture = pictureOf({ name, target, clients, rule: first.ruleBefore, cluster });
  return { picture, experiment: first.name };
}

/** What the load distribution means, in the words of the field. */
export const DISTRIBUTION_WORDS = {
  Default: "hash of five values: source and destination address and port, protocol",
  SourceIP: "hash of two values: source and destination address",
} as const;

/** The rule's and the Service's settings, each as a line. */
export function ruleLines({ rule, service }: LabPicture): readonly string[] {
  return [
    `rule ${rule.name}`,
    `load distribution ${rule.loadDistribution}`,
    DISTRIBUTION_WORDS[rule.loadDistribution],
    `floating IP ${onOff(rule.enableFloatingIP)} · TCP reset ${onOff(rule.enableTcpReset)} · idle timeout ${rule.idleTimeoutInMinutes} min`,
    `Service ${service.namespace}/${service.name}, port ${service.port}`,
    `session affinity ${service.sessionAffinity} · external traffic policy ${service.externalTrafficPolicy}`,
  ];
}

function onOff(on: boolean): string {
  return on ? "on" : "off";
}
