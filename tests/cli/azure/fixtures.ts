import type { AzureLab } from "../../../cli/azure/outputs";

/** The outputs of a stack on Azure as `pulumi stack output --json --show-secrets` prints them. */
export const outputs = {
  target: "azure",
  labName: "dev",
  kubeconfig: "apiVersion: v1\nkind: Config\n",
  frontendIP: "20.0.0.2",
  sessionAffinity: "None",
  externalTrafficPolicy: "Cluster",
  testappNamespace: "testapp",
  serviceName: "testapp",
  debuggerNamespace: "node-debugger",
  nodes: null,
  clients: [
    {
      name: "client-b",
      address: "40.0.0.9",
      resourceGroup: "aks-lb-lab-dev",
      containerGroup: "client-b",
      container: "client",
    },
  ],
  azure: {
    subscriptionId: "00000000-0000-0000-0000-00000000cafe",
    resourceGroup: "aks-lb-lab-dev",
    nodeResourceGroup: "MC_aks-lb-lab-dev_kubenet-cluster_westeurope",
    clusterName: "kubenet-cluster",
    location: "westeurope",
    networkModel: "kubenet",
    vmSize: "Standard_D2s_v5",
    nodeCount: 3,
    owner: "me@example.org",
    expiresAt: "2026-12-01T18:00:00Z",
  },
};

export const lab: AzureLab = {
  ...outputs.azure,
  networkModel: "kubenet",
  service: { namespace: "testapp", name: "testapp" },
  debuggerNamespace: "node-debugger",
  clients: outputs.clients,
};
