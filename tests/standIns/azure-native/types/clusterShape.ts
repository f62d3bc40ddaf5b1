import { among, boolean, fraction, list, map, number, object, text, type ObjectShape } from "../shape";
import { TAGS } from "./network";

const agentPool = object(
  {
    name: text(/^[a-z][a-z0-9]{0,11}$/),
    count: number(0, 1000),
    vmSize: text(/^Standard_[A-Z]+\d+\w*$/),
    mode: among("System", "User", "Gateway"),
    type: among("VirtualMachineScaleSets", "AvailabilitySet", "VirtualMachines"),
    availabilityZones: list(text()),
    vnetSubnetID: text(/^\/subscriptions\//),
    maxPods: number(10, 250),
    osType: among("Linux", "Windows"),
    osSKU: among("Ubuntu", "AzureLinux", "AzureLinux3", "CBLMariner", "Ubuntu2204", "Ubuntu2404"),
    osDiskSizeGB: number(0, 2048),
    osDiskType: among("Managed", "Ephemeral"),
    enableNodePublicIP: boolean,
    enableAutoScaling: boolean,
    enableEncryptionAtHost: boolean,
    enableFIPS: boolean,
    nodeLabels: map(text()),
    nodeTaints: list(text()),
    orchestratorVersion: text(),
    upgradeSettings: object({
      maxSurge: text(),
      maxUnavailable: text(),
      drainTimeoutInMinutes: number(1, 1440),
      nodeSoakDurationInMinutes: number(0, 30),
      undrainableNodeBehavior: among("Cordon", "Schedule"),
    }),
    tags: TAGS,
  },
  "name",
);

const loadBalancerProfile = object({
  managedOutboundIPs: object({ count: number(1, 100), countIPv6: number(0, 100) }),
  outboundIPs: object({ publicIPs: list(object({ id: text() })) }),
  allocatedOutboundPorts: number(0, 64000),
  idleTimeoutInMinutes: number(4, 120),
  backendPoolType: among("NodeIPConfiguration", "NodeIP"),
});

const networkProfile = object({
  networkPlugin: among("azure", "kubenet", "none"),
  networkPluginMode: among("overlay"),
  networkPolicy: among("none", "calico", "azure", "cilium"),
  networkDataplane: among("azure", "cilium"),
  podCidr: text(),
  podCidrs: list(text()),
  serviceCidr: text(),
  serviceCidrs: list(text()),
  dnsServiceIP: text(),
  ipFamilies: list(among("IPv4", "IPv6")),
  outboundType: among("loadBalancer", "userDefinedRouting", "managedNATGateway", "none"),
  loadBalancerSku: among("standard", "basic"),
  loadBalancerProfile,
});

/** No `dockerBridgeCidr`: API version 2025-09-01 has none. */
export const CLUSTER_SHAPE: ObjectShape = object({
  resourceName: text(/^[a-zA-Z0-9]$|^[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]$/),
  dnsPrefix: text(/^[a-zA-Z\d]$|^[a-zA-Z\d][-a-zA-Z\d]{0,52}[a-zA-Z\d]$/),
  kubernetesVersion: text(/^\d+\.\d+(\.\d+)?$/),
  enableRBAC: boolean,
  nodeResourceGroup: text(/^[-\w._()]{1,79}[-\w_()]$/),
  nodeResourceGroupProfile: object({ restrictionLevel: among("Unrestricted", "ReadOnly") }),
  sku: object({ name: among("Base", "Automatic"), tier: among("Free", "Standard", "Premium") }),
  supportPlan: among("KubernetesOfficial", "AKSLongTermSupport"),
  identity: object({
    type: among("SystemAssigned", "UserAssigned", "None"),
    userAssignedIdentities: list(text(/^\/subscriptions\//)),
  }),
  agentPoolProfiles: list(agentPool),
  networkProfile,
  apiServerAccessProfile: object({
    authorizedIPRanges: list(text()),
    disableRunCommand: boolean,
    enablePrivateCluster: boolean,
  }),
  autoUpgradeProfile: object({
    upgradeChannel: among("rapid", "stable", "patch", "node-image", "none"),
    nodeOSUpgradeChannel: among("None", "Unmanaged", "NodeImage", "SecurityPatch"),
  }),
  oidcIssuerProfile: object({ enabled: boolean }),
  securityProfile: object({
    workloadIdentity: object({ enabled: boolean }),
    imageCleaner: object({ enabled: boolean, intervalHours: fraction }),
  }),
  disableLocalAccounts: boolean,
  publicNetworkAccess: among("Enabled", "Disabled"),
  storageProfile: object({
    diskCSIDriver: object({ enabled: boolean }),
    fileCSIDriver: object({ enabled: boolean }),
    snapshotController: object({ enabled: boolean }),
    blobCSIDriver: object({ enabled: boolean }),
  }),
  tags: TAGS,
});

/** The inputs of a cluster once their shape is checked; in a preview any value may still be unknown. */
export interface ClusterInputs {
  readonly resourceGroupName: string;
  readonly location: string;
  readonly dnsPrefix?: string;
  readonly kubernetesVersion?: string;
  readonly nodeResourceGroup?: string;
  readonly identity?: { readonly type?: string; readonly userAssignedIdentities?: readonly string[] };
  readonly agentPoolProfiles?: readonly AgentPool[];
  readonly networkProfile?: NetworkProfile;
  readonly apiServerAccessProfile?: {
    readonly authorizedIPRanges?: readonly string[];
    readonly enablePrivateCluster?: boolean;
  };
}

export interface AgentPool {
  readonly name: string;
  readonly count?: number;
  readonly vmSize?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly availabilityZones?: readonly string[];
  readonly vnetSubnetID?: string;
  readonly orchestratorVersion?: string;
}

export interface NetworkProfile {
  readonly networkPlugin?: string;
  readonly networkPluginMode?: string;
  readonly networkPolicy?: string;
  readonly networkDataplane?: string;
  readonly podCidr?: string;
  readonly serviceCidr?: string;
  readonly dnsServiceIP?: string;
  readonly loadBalancerSku?: string;
}
