import type { Address4 } from "ip-address";
import type { Problem } from "../../system/problems";
import type { NetworkModel, NetworkPolicy } from "../aksSpec";
import { networkRules } from "../networks";
import { RESERVED_BY_AZURE } from "../reserved";
import { about, type Rule } from "../rule";
import { isPrivate } from "./sourceRanges";

interface Modelled {
  readonly networkModel: NetworkModel;
  readonly networkPolicy: NetworkPolicy;
  readonly nodeCount: number;
  readonly podCidr: Address4;
}

/** A route for each node, and a route table of Azure's holds 400. Source: AKS, "Use kubenet networking". */
const MOST_KUBENET_NODES = 400;
/** Calico alone of the engines works with kubenet. Source: AKS, "Secure traffic with network policies". */
const KUBENET_POLICIES: readonly NetworkPolicy[] = ["none", "calico"];

/** The nodes that an upgrade adds before it takes others away: AKS's default, 10 percent and one at least. */
export function surge(nodeCount: number): number {
  return Math.ceil(nodeCount / 10);
}

export const NETWORK_RULES = [
  ...networkRules({
    reserved: RESERVED_BY_AZURE,
    mostNodes: (nodeCount) => nodeCount + surge(nodeCount),
    mostTold: (nodeCount, most) => `an upgrade makes ${most} of nodeCount ${nodeCount}`,
  }),
  about<Modelled, "podCidr">("podCidr", "private", (network) =>
    isPrivate(network)
      ? undefined
      : {
          rule: "is not private, and AKS supports no other pod addresses",
          wayOut: "Take a part of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10",
          shown: network.networkForm(),
        },
  ),
] as const;

export const MODEL_RULES: readonly Rule<Modelled>[] = [
  { name: "nodeCount: kubenet's routes", problems: tooManyRoutes },
  { name: "networkPolicy: kubenet's", problems: policyWithoutKubenet },
];

function tooManyRoutes({ networkModel, nodeCount = 0 }: Partial<Modelled>): Problem[] {
  if (networkModel !== "kubenet" || nodeCount <= MOST_KUBENET_NODES) return [];
  const rule = `is more than kubenet's ${MOST_KUBENET_NODES}, since each node is a route in one table`;
  return [
    { key: "nodeCount", value: String(nodeCount), rule, wayOut: "Take fewer, or networkModel overlay" },
  ];
}

function policyWithoutKubenet({ networkModel, networkPolicy }: Partial<Modelled>): Problem[] {
  if (networkModel !== "kubenet" || networkPolicy === undefined) return [];
  if (KUBENET_POLICIES.includes(networkPolicy)) return [];
  const rule = `must be ${KUBENET_POLICIES.join(" or ")} while networkModel is kubenet`;
  const wayOut = "Run `pulumi config set networkPolicy calico` or `pulumi config set networkModel overlay`";
  return [{ key: "networkPolicy", value: networkPolicy, rule, wayOut }];
}
