import type { AksSpec } from "../aksSpec";
import { anyText, integer, oneOf, zones } from "../fields";
import type { Rule } from "../rule";
import { NETWORK_FIELDS, networkTexts, SETTING_FIELDS } from "../sharedFields";
import type { ValuesOf } from "../values";
import { IMAGE_RULES, image } from "./images";
import { kubernetesVersion, VERSION_RULES } from "./kubernetesVersion";
import { LOCATION_RULES, region } from "./location";
import { NAME_RULES } from "./names";
import { MODEL_RULES, NETWORK_RULES } from "./networkModel";
import { SOURCE_RANGE_RULES, sourceRanges } from "./sourceRanges";
import { SSH_KEY_RULES } from "./sshPublicKey";
import { TAG_RULES } from "./tags";
import { VM_SIZE_RULES, vmSize } from "./vmSize";

/** The keys that the Azure target reads. */
export const AZURE_FIELDS = {
  nodeCount: integer({ least: 1, most: 1000, because: "a system node pool has no more", example: 3 }),
  zones,
  location: region,
  ...NETWORK_FIELDS,
  clients: integer({
    least: 1,
    most: 9,
    because: "findings compare this machine with another one, and each is a container that costs",
    example: 1,
  }),
  ...SETTING_FIELDS,
  networkModel: oneOf(["kubenet", "overlay"]),
  networkPolicy: oneOf(["none", "calico", "azure", "cilium"]),
  vmSize,
  kubernetesVersion,
  allowedSourceRanges: sourceRanges,
  clientsLocation: region,
  testappImage: image,
  nodeDebuggerImage: image,
  clientImage: image,
  sshPublicKey: anyText,
  owner: anyText,
  expiresAt: anyText,
};

export type AzureValues = ValuesOf<typeof AZURE_FIELDS>;

/** The values, and the lab's name, of which names on Azure are made. */
export type NamedAzureValues = AzureValues & { readonly name: string };

/** The rules between fields that are of the right form each for itself. Source: docs/azure.md names each rule's. */
export const AZURE_RULES: readonly Rule<NamedAzureValues>[] = [
  ...NETWORK_RULES,
  ...MODEL_RULES,
  ...LOCATION_RULES,
  ...VM_SIZE_RULES,
  ...VERSION_RULES,
  ...SOURCE_RANGE_RULES,
  ...SSH_KEY_RULES,
  ...TAG_RULES,
  ...IMAGE_RULES,
  ...NAME_RULES,
];

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
    ...networkTexts(values),
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
