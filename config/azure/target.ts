import type { Problem } from "../../system/problems";
import type { AksSpec } from "../aksSpec";
import { integer, list, oneOf, text, zones, type Field } from "../fields";
import { networkProblems } from "../networks";
import { NETWORK_FIELDS, SETTING_FIELDS } from "../sharedFields";
import type { ValuesOf } from "../values";

const anyText: Field<string> = text(/^/, "must be text", "x");
const texts: Field<readonly string[]> = (raw) => {
  const value = list(raw);
  if (value?.every((item) => typeof item === "string")) return { value: value as string[] };
  return { rule: "must be a list of text", wayOut: "For example []" };
};

/** The keys that the Azure target reads. */
export const AZURE_FIELDS = {
  nodeCount: integer({ least: 1, most: 1000, because: "a system node pool has no more", example: 3 }),
  zones,
  location: text(/^[a-z][a-z0-9]{0,40}$/, "must be lower-case letters and digits", "westeurope"),
  ...NETWORK_FIELDS,
  clients: integer({ least: 1, most: 9, because: "each is a container that costs money", example: 1 }),
  ...SETTING_FIELDS,
  networkModel: oneOf(["kubenet", "overlay"]),
  networkPolicy: oneOf(["none", "calico", "azure", "cilium"]),
  vmSize: anyText,
  kubernetesVersion: anyText,
  allowedSourceRanges: texts,
  clientsLocation: anyText,
  testappImage: anyText,
  nodeDebuggerImage: anyText,
  clientImage: anyText,
  sshPublicKey: anyText,
  owner: anyText,
  expiresAt: anyText,
};

export type AzureValues = ValuesOf<typeof AZURE_FIELDS>;

/** What is wrong between fields that are right each for itself. */
export function azureProblems(values: Partial<AzureValues>): Problem[] {
  return networkProblems(values);
}

export function azureSpec(values: AzureValues, name: string): AksSpec {
  return {
    name,
    location: values.location,
    networkModel: values.networkModel,
    networkPolicy: values.networkPolicy,
    nodeCount: values.nodeCount,
    zones: values.zones,
    vmSize: values.vmSize,
    kubernetesVersion: values.kubernetesVersion,
    vnetCidr: values.vnetCidr.networkForm(),
    subnetCidr: values.subnetCidr.networkForm(),
    podCidr: values.podCidr.networkForm(),
    serviceCidr: values.serviceCidr.networkForm(),
    dnsServiceIP: values.dnsServiceIP.correctForm(),
    allowedSourceRanges: values.allowedSourceRanges,
    clients: values.clients,
    clientsLocation: values.clientsLocation,
    images: {
      testapp: values.testappImage,
      nodeDebugger: values.nodeDebuggerImage,
      client: values.clientImage,
    },
    sshPublicKey: values.sshPublicKey,
    owner: values.owner,
    expiresAt: values.expiresAt,
  };
}
