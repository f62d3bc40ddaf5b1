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

/** What Azure would tell of a cluster, once it is up. */
export const AZURE = {
  subscriptionId: "00000000-1111-2222-3333-444444444444",
  nodeResourceGroup: "MC_group_kubenet-cluster_westeurope",
  principalId: "55555555-6666-7777-8888-999999999999",
  suffix: "x7k2pq",
};

/** The address that Azure gives to the client of this name: `client-b` has 203.0.113.2. */
export function addressOf(client: string): string {
  return `203.0.113.${client.charCodeAt("client-".length) - "a".charCodeAt(0) + 1}`;
}

type State = Record<string, unknown>;
type Inputs = Readonly<Record<string, unknown>>;

const echo = (inputs: Inputs): State => ({ ...inputs });

/** A resource of Azure's: in a preview there are its inputs only, afterwards what Azure calls it and more. */
const azure =
  (nameInput: string, more: (inputs: Inputs) => State = () => ({})): StateOf =>
  (inputs, preview) =>
    preview ? { ...inputs } : { ...inputs, name: inputs[nameInput], ...more(inputs) };

const clientOf = ({ publicIpAddressName: name }: Inputs) => String(name).slice(0, "client-b".length);

type StateOf = (inputs: Inputs, preview: boolean) => State;

const AZURE_STATES: Readonly<Record<string, StateOf>> = {
  "akslab:index:LabNetwork": () => ({}),
  "akslab:index:AksCluster": () => ({}),
  "akslab:index:LabClients": () => ({}),
  "azure-native:resources:ResourceGroup": azure("resourceGroupName"),
  "azure-native:network:VirtualNetwork": azure("virtualNetworkName"),
  "azure-native:network:Subnet": azure("subnetName"),
  "azure-native:network:RouteTable": azure("routeTableName"),
  "azure-native:network:NatGateway": azure("natGatewayName"),
  "azure-native:network:PublicIPAddress": azure("publicIpAddressName", (inputs) => ({
    ipAddress: addressOf(clientOf(inputs)),
  })),
  "azure-native:managedidentity:UserAssignedIdentity": azure("resourceName"),
  "azure-native:authorization:RoleAssignment": azure("roleAssignmentName"),
  "azure-native:containerservice:ManagedCluster": azure("resourceName", () => ({
    nodeResourceGroup: AZURE.nodeResourceGroup,
  })),
  "azure-native:containerinstance:ContainerGroup": azure("containerGroupName"),
  "random:index/randomString:RandomString": (inputs, preview) =>
    preview ? { ...inputs } : { ...inputs, result: AZURE.suffix },
};

const STATES: Readonly<Record<string, StateOf>> = {
  ...AZURE_STATES,
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
    preview ? { ...inputs } : { ...inputs, status: { loadBalancer: addressFor(inputs) } },
};

/** The affinity of a Service that the cloud has no address for, as when the quota of public ones is used up. */
export const WITHOUT_ADDRESS = "no address";

function addressFor({ spec }: Inputs): State {
  const { sessionAffinity } = spec as { readonly sessionAffinity: string };
  return sessionAffinity === WITHOUT_ADDRESS ? {} : { ingress: [{ ip: "203.0.113.10" }] };
}

/** The state a provider would return. @throws for a type that no component has a reason to use. */
export function stateOf(type: string, inputs: Inputs, preview: boolean): State {
  const state = STATES[type];
  if (state === undefined) throw new Error(`no component uses ${type}`);
  return state(inputs, preview);
}

const CALLS: Readonly<Record<string, State>> = {
  "azure-native:authorization:getClientConfig": {
    clientId: "",
    objectId: "",
    subscriptionId: AZURE.subscriptionId,
    tenantId: "",
  },
  "azure-native:managedidentity:getUserAssignedIdentity": { principalId: AZURE.principalId },
  "azure-native:containerservice:listManagedClusterUserCredentials": {
    kubeconfigs: [{ name: "clusterUser", value: Buffer.from(KUBECONFIG).toString("base64") }],
  },
};

/** What a provider would answer. @throws for a call that no component has a reason to make. */
export function answerTo(token: string): State {
  const answer = CALLS[token];
  if (answer === undefined) throw new Error(`no component calls ${token}`);
  return answer;
}
