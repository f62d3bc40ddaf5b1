import type { ClientInfo, NodeInfo } from "../../local/spec";
import type { LoadBalancerView, LoadBalancingRule } from "../../local/loadBalancer/rule";

/** What `lab status --json` prints. */
export interface LabStatus {
  readonly stack: string;
  readonly target: "local";
  readonly up: boolean;
  /** How long it has been up; absent when it is not. */
  readonly ageSeconds?: number;
  readonly kubernetesVersion?: string;
  readonly nodes: readonly NodeStatus[];
  readonly clients: readonly ClientInfo[];
  /** Absent until the load balancer has given one. */
  readonly frontendIP?: string;
  /** The load balancer's rule for the Service, as `az network lb rule list` words it. */
  readonly rule?: LoadBalancingRule;
  readonly sessionAffinity?: string;
  readonly externalTrafficPolicy?: string;
  readonly kubeconfig?: string;
  readonly logs?: string;
}

export interface NodeStatus extends NodeInfo {
  readonly ready: boolean;
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
    readonly metadata: { readonly name: string };
    readonly status: {
      readonly conditions?: readonly { readonly type: string; readonly status: string }[];
      readonly nodeInfo: { readonly kubeletVersion: string };
    };
  }[];
}

export interface ServiceObject {
  readonly spec: { readonly sessionAffinity: string; readonly externalTrafficPolicy?: string };
  readonly status: { readonly loadBalancer: { readonly ingress?: readonly { readonly ip?: string }[] } };
}

export function absentLab(stack: string): LabStatus {
  return { stack, target: "local", up: false, nodes: [], clients: [] };
}

/** Joins what the sources tell. */
export function joinStatus(sources: Sources): LabStatus {
  const { stack, folder, ageSeconds, nodes, clients, nodeList, service, view } = sources;
  const frontendIP = service?.status.loadBalancer.ingress?.[0]?.ip;
  const version = nodeList?.items[0]?.status.nodeInfo.kubeletVersion;
  const rule = view?.rules.find(({ frontendIPAddress }) => frontendIPAddress === frontendIP);
  return {
    stack,
    target: "local",
    up: true,
    ageSeconds,
    ...(version === undefined ? {} : { kubernetesVersion: version }),
    nodes: nodes.map((node) => ({ ...node, ready: isReady(nodeList, node.name) })),
    clients,
    ...(frontendIP === undefined ? {} : { frontendIP }),
    ...(rule === undefined ? {} : { rule }),
    ...(service === undefined ? {} : { sessionAffinity: service.spec.sessionAffinity }),
    ...(service?.spec.externalTrafficPolicy === undefined
      ? {}
      : { externalTrafficPolicy: service.spec.externalTrafficPolicy }),
    kubeconfig: `${folder}/kubeconfig`,
    logs: `${folder}/logs`,
  };
}

function isReady(list: NodeList | undefined, name: string): boolean {
  const node = list?.items.find(({ metadata }) => metadata.name === name);
  return node?.status.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}
