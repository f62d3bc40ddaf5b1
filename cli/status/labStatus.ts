import type { ClientInfo, NodeInfo } from "../../local/spec";
import type { LoadBalancerView, LoadBalancingRule } from "../../local/loadBalancer/rule";
import type { BackendTold } from "../pulumi/backend";
import type { AzureStatus } from "./azureStatus";

/** What `lab status --json` prints. */
export interface LabStatus {
  readonly stack: string;
  readonly target: "local" | "azure";
  readonly up: boolean;
  /** How long it has been up; absent when it is not. */
  readonly ageSeconds?: number;
  readonly kubernetesVersion?: string;
  readonly nodes: readonly NodeStatus[];
  readonly clients: readonly ClientStatus[];
  /** Absent until the load balancer has given one. */
  readonly frontendIP?: string;
  /** The load balancer's rule for the Service, as `az network lb rule list` words it. */
  readonly rule?: LoadBalancingRule;
  readonly sessionAffinity?: string;
  readonly externalTrafficPolicy?: string;
  readonly kubeconfig?: string;
  readonly logs?: string;
  /** Where Pulumi keeps the stack's state. */
  readonly backend?: BackendTold;
  /** What only a lab on Azure has: its place, its end and its cost. */
  readonly azure?: AzureStatus;
}

export interface NodeStatus extends Omit<NodeInfo, "podCidr"> {
  /** Absent where nodes have none: with Azure CNI in overlay mode. */
  readonly podCidr?: string;
  readonly ready: boolean;
}

export interface ClientStatus {
  readonly name: string;
  /** Absent where it is not known beforehand: behind somebody's NAT. */
  readonly address?: string;
  /** What it is, where that is not the same for all. */
  readonly what?: string;
}

/** A lab that is up, as its several sources tell of it. What does not answer is left out. */
export interface Sources {
  readonly stack: string;
  readonly folder: string;
  readonly ageSeconds: number;
  readonly nodes: readonly NodeInfo[];
  readonly clients: readonly ClientInfo[];
  /** The API server's list of nodes. */
  readonly nodeList?: NodeList;
  /** The API server's word on the testapp Service. */
  readonly service?: ServiceObject;
  readonly view?: LoadBalancerView;
}

export interface NodeList {
  readonly items: readonly {
    readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
    readonly spec?: { readonly podCIDR?: string };
    readonly status: {
      readonly addresses?: readonly { readonly type: string; readonly address: string }[];
      readonly conditions?: readonly { readonly type: string; readonly status: string }[];
      readonly nodeInfo: { readonly kubeletVersion: string };
    };
  }[];
}

export interface ServiceObject {
  readonly spec: { readonly sessionAffinity: string; readonly externalTrafficPolicy?: string };
  readonly status: { readonly loadBalancer: { readonly ingress?: readonly { readonly ip?: string }[] } };
}

export function absentLab(stack: string, target: LabStatus["target"] = "local"): LabStatus {
  return { stack, target, up: false, nodes: [], clients: [] };
}

/** Joins what the sources tell. */
export function joinStatus(sources: Sources): LabStatus {
  const { stack, folder, ageSeconds, nodes, clients, nodeList, service, view } = sources;
  const frontendIP = frontendIPOf(service);
  const rule = view?.rules.find(({ frontendIPAddress }) => frontendIPAddress === frontendIP);
  return {
    stack,
    target: "local",
    up: true,
    ageSeconds,
    ...versionTold(nodeList),
    nodes: nodes.map((node) => ({ ...node, ready: isReady(nodeList, node.name) })),
    clients,
    ...(frontendIP === undefined ? {} : { frontendIP }),
    ...(rule === undefined ? {} : { rule }),
    ...serviceTold(service),
    kubeconfig: `${folder}/kubeconfig`,
    logs: `${folder}/logs`,
  };
}

export function frontendIPOf(service: ServiceObject | undefined): string | undefined {
  return service?.status.loadBalancer.ingress?.[0]?.ip;
}

export function versionTold(list: NodeList | undefined): { readonly kubernetesVersion?: string } {
  const version = list?.items[0]?.status.nodeInfo.kubeletVersion;
  return version === undefined ? {} : { kubernetesVersion: version };
}

export function serviceTold(
  service: ServiceObject | undefined,
): Pick<LabStatus, "sessionAffinity" | "externalTrafficPolicy"> {
  if (service === undefined) return {};
  const { sessionAffinity, externalTrafficPolicy } = service.spec;
  return { sessionAffinity, ...(externalTrafficPolicy === undefined ? {} : { externalTrafficPolicy }) };
}

export function isReady(list: NodeList | undefined, name: string): boolean {
  const node = list?.items.find(({ metadata }) => metadata.name === name);
  return node?.status.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}
