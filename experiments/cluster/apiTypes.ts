/** The parts of Kubernetes objects that are read here; the API documents all else. */
export interface List<T> {
  readonly items: readonly T[];
}

interface Metadata {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
}

interface Condition {
  readonly type: string;
  readonly status: string;
}

export interface ApiNode {
  readonly metadata: Metadata;
  readonly spec: { readonly podCIDR?: string };
  readonly status: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly conditions?: readonly Condition[];
    readonly nodeInfo?: {
      readonly kubeletVersion?: string;
      readonly containerRuntimeVersion?: string;
      readonly kernelVersion?: string;
      readonly osImage?: string;
    };
  };
}

export interface ApiService {
  readonly metadata: Metadata;
  readonly spec: {
    readonly clusterIP?: string;
    readonly sessionAffinity?: string;
    readonly externalTrafficPolicy?: string;
    readonly ports?: readonly { readonly name?: string; readonly port: number }[];
  };
  readonly status: { readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string }[] } };
}

export interface ApiEndpointSlice {
  readonly ports?: readonly { readonly name?: string; readonly port?: number }[];
  readonly endpoints: readonly {
    readonly addresses: readonly string[];
    readonly nodeName?: string;
    readonly targetRef?: { readonly name?: string };
    readonly conditions?: { readonly ready?: boolean };
  }[];
}

export interface ApiPod {
  readonly metadata: Metadata & { readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly conditions?: readonly Condition[] };
}
