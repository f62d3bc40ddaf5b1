/** What Kubernetes objects have in common, reduced to what is read here. Source: the Kubernetes API reference, v1. */
export interface ApiObject {
  readonly metadata: {
    readonly uid: string;
    readonly name: string;
    readonly namespace?: string;
    readonly resourceVersion: string;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

export interface ServicePortObject {
  readonly port: number;
  /** TCP when it is missing. */
  readonly protocol?: string;
  readonly nodePort?: number;
}

export interface ServiceObject extends ApiObject {
  readonly spec: {
    readonly type?: string;
    readonly loadBalancerClass?: string;
    readonly loadBalancerIP?: string;
    readonly loadBalancerSourceRanges?: readonly string[];
    readonly sessionAffinity?: string;
    readonly externalTrafficPolicy?: string;
    readonly healthCheckNodePort?: number;
    readonly ports?: readonly ServicePortObject[];
  };
  readonly status?: {
    readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string }[] };
  };
}

export interface NodeObject extends ApiObject {
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** Set on a node, it keeps the node out of every load balancer's pool. */
const EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";

/** Whether a node belongs into the backend pool: Ready, and not kept out by its label. */
export function belongsToPool(node: NodeObject): boolean {
  if (node.metadata.labels !== undefined && EXCLUDED in node.metadata.labels) return false;
  return node.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") === true;
}

/** The address in a Service's status; `undefined` when there is none yet. */
export function statusAddress(service: ServiceObject): string | undefined {
  return service.status?.loadBalancer?.ingress?.[0]?.ip;
}

/** Whether this load balancer has to serve it: no other implementation is named, and it is not about to go. */
export function isOurs({ spec, metadata }: ServiceObject): boolean {
  return (
    spec.type === "LoadBalancer" &&
    spec.loadBalancerClass === undefined &&
    metadata.deletionTimestamp === undefined
  );
}
