import { zoneOf } from "../../experiments/cluster/nodeFacts";
import type { AzureLab } from "../azure/outputs";
import type { LoadBalancingRule } from "../../local/loadBalancer/rule";
import { estimateCost, type Cost } from "./cost";
import {
  frontendIPOf,
  isReady,
  serviceTold,
  versionTold,
  type LabStatus,
  type NodeList,
  type NodeStatus,
  type ServiceObject,
} from "./labStatus";
import { PRICES } from "./prices";

/** What only a lab on Azure has. */
export interface AzureStatus {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly nodeResourceGroup: string;
  readonly clusterName: string;
  readonly location: string;
  readonly networkModel: string;
  readonly owner: string;
  readonly expiresAt: string;
  /** Whether that has passed. */
  readonly expired: boolean;
  readonly cost: Cost;
  /** What could not be learnt, and why. */
  readonly notes: readonly string[];
}

/** A lab on Azure, as its several sources tell of it. What does not answer is left out. */
export interface AzureSources {
  readonly stack: string;
  readonly folder: string;
  readonly lab: AzureLab;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly nodeList?: NodeList;
  readonly service?: ServiceObject;
  /** The namespace that is there since the cluster is. */
  readonly oldest?: { readonly metadata: { readonly creationTimestamp: string } };
  /** Azure's rules, or why it does not tell them. */
  readonly rules: readonly LoadBalancingRule[] | string;
}

/** Joins what the sources tell. */
export function joinAzureStatus(sources: AzureSources): LabStatus {
  const { stack, folder, lab, now, nodeList, service, oldest, rules } = sources;
  const frontendIP = frontendIPOf(service);
  const rule =
    typeof rules === "string"
      ? undefined
      : rules.find(({ frontendIPAddress }) => frontendIPAddress === frontendIP);
  const born = Date.parse(oldest?.metadata.creationTimestamp ?? "");
  return {
    stack,
    target: "azure",
    up: true,
    ...(Number.isNaN(born) ? {} : { ageSeconds: Math.max(0, Math.round((now - born) / 1000)) }),
    ...versionTold(nodeList),
    nodes: (nodeList?.items ?? []).map((node) => nodeStatus(node, nodeList)),
    clients: [
      { name: "client-a", what: "this machine" },
      ...lab.clients.map(({ name, address }) => ({ name, address })),
    ],
    ...(frontendIP === undefined ? {} : { frontendIP }),
    ...(rule === undefined ? {} : { rule }),
    ...serviceTold(service),
    kubeconfig: `${folder}/kubeconfig`,
    azure: azureStatus(lab, now, typeof rules === "string" ? [`load balancing rule: ${rules}`] : []),
  };
}

function azureStatus(lab: AzureLab, now: number, notes: readonly string[]): AzureStatus {
  const { subscriptionId, resourceGroup, nodeResourceGroup, clusterName, location, networkModel } = lab;
  const { owner, expiresAt, vmSize, nodeCount, clients } = lab;
  return {
    ...{ subscriptionId, resourceGroup, nodeResourceGroup, clusterName, location, networkModel },
    ...{ owner, expiresAt, expired: Date.parse(expiresAt) < now },
    cost: estimateCost({ location, vmSize, nodeCount, clients: clients.length }, PRICES),
    notes,
  };
}

function nodeStatus({ metadata, spec, status }: NodeList["items"][number], list?: NodeList): NodeStatus {
  const podCidr = spec?.podCIDR;
  return {
    name: metadata.name,
    address: status.addresses?.find(({ type }) => type === "InternalIP")?.address ?? "",
    zone: zoneOf(metadata.labels ?? {}),
    ...(podCidr === undefined ? {} : { podCidr }),
    ready: isReady(list, metadata.name),
  };
}
