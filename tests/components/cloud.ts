import type { ClusterState } from "../../local/spec";

export const KUBECONFIG = "the administrator's";

/** What the provider would tell of a cluster that is up. */
export const CLUSTER = {
  instanceId: "7f3a",
  apiServerAddress: "127.0.0.1:6443",
  kubeconfig: KUBECONFIG,
  nodes: [{ name: "node1", address: "10.240.0.4", zone: "local-1", podCidr: "10.244.0.0/24" }],
  clients: [{ name: "client-a", address: "198.51.100.10" }],
  sshPublicKey: "ssh-ed25519 AAAA lab",
  images: { testapp: "testapp:1", nodeDebugger: "node-debugger:1", pause: "pause:1" },
} satisfies Partial<ClusterState> & Record<string, unknown>;

type State = Record<string, unknown>;
type Inputs = Readonly<Record<string, unknown>>;

const echo = (inputs: Inputs): State => ({ ...inputs });

const STATES: Readonly<Record<string, (inputs: Inputs, preview: boolean) => State>> = {
  "akslab:index:LocalCluster": () => ({}),
  "akslab:index:TestApp": () => ({}),
  "akslab:index:NodeDebugger": () => ({}),
  "lab:index:LocalCluster": (inputs, preview) =>
    preview ? { ...inputs, clients: undefined } : { ...inputs, ...CLUSTER },
  "pulumi:providers:kubernetes": echo,
  "kubernetes:core/v1:Namespace": echo,
  "kubernetes:core/v1:ConfigMap": echo,
  "kubernetes:core/v1:ServiceAccount": echo,
  "kubernetes:apps/v1:Deployment": echo,
  "kubernetes:apps/v1:DaemonSet": echo,
  "kubernetes:core/v1:Service": (inputs, preview) =>
    preview ? { ...inputs } : { ...inputs, status: { loadBalancer: { ingress: [{ ip: "203.0.113.10" }] } } },
};

/** The state a provider would return. @throws for a type that no component has a reason to use. */
export function stateOf(type: string, inputs: Inputs, preview: boolean): State {
  const state = STATES[type];
  if (state === undefined) throw new Error(`no component uses ${type}`);
  return state(inputs, preview);
}
