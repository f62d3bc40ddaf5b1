import type { AzurePlace, ContainerClient } from "../../components/azure/place";

/** A lab on Azure as its stack's outputs tell of it, without its secrets. */
export interface AzureLab extends AzurePlace {
  readonly service: { readonly namespace: string; readonly name: string };
  /** `null` without debug pods. */
  readonly debuggerNamespace: string | null;
  /** The clients besides this machine. */
  readonly clients: readonly ContainerClient[];
}

export interface AzureOutputs {
  readonly lab: AzureLab;
  /** The administrator's kubeconfig as text; secret. */
  readonly kubeconfig: string;
}

type Outputs = Readonly<Record<string, unknown>>;

/**
 * Reads the outputs of a stack; nothing when they are not those of a lab on Azure that was made to its end.
 * @throws Error that names an output which is not as the program gives it.
 */
export function azureOutputs(outputs: Outputs): AzureOutputs | undefined {
  if (outputs.target !== "azure" || outputs.azure === undefined || outputs.kubeconfig === undefined)
    return undefined;
  const azure = record(outputs, "azure");
  return {
    kubeconfig: text(outputs, "kubeconfig"),
    lab: {
      subscriptionId: text(azure, "subscriptionId"),
      resourceGroup: text(azure, "resourceGroup"),
      nodeResourceGroup: text(azure, "nodeResourceGroup"),
      clusterName: text(azure, "clusterName"),
      location: text(azure, "location"),
      networkModel: text(azure, "networkModel") === "overlay" ? "overlay" : "kubenet",
      vmSize: text(azure, "vmSize"),
      nodeCount: count(azure, "nodeCount"),
      owner: text(azure, "owner"),
      expiresAt: text(azure, "expiresAt"),
      service: { namespace: text(outputs, "testappNamespace"), name: text(outputs, "serviceName") },
      debuggerNamespace: outputs.debuggerNamespace == null ? null : text(outputs, "debuggerNamespace"),
      clients: list(outputs, "clients").map((client) => ({
        name: text(client, "name"),
        address: text(client, "address"),
        resourceGroup: text(client, "resourceGroup"),
        containerGroup: text(client, "containerGroup"),
        container: text(client, "container"),
      })),
    },
  };
}

function text(from: Outputs, key: string): string {
  const value = from[key];
  return typeof value === "string" ? value : wrong(key, "text");
}

function count(from: Outputs, key: string): number {
  const value = from[key];
  return typeof value === "number" ? value : wrong(key, "a number");
}

function record(from: Outputs, key: string): Outputs {
  const value = from[key];
  return isRecord(value) ? value : wrong(key, "an object");
}

function list(from: Outputs, key: string): readonly Outputs[] {
  const value = from[key];
  return Array.isArray(value) && value.every(isRecord) ? value : wrong(key, "a list of objects");
}

function isRecord(value: unknown): value is Outputs {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(key: string, what: string): never {
  throw new Error(`the stack's output ${key} is not ${what}: it was made by another version of this program`);
}
