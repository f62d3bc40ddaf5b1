import { ApiServer } from "../../../plugins/kubernetes/apiServer";
import { Cluster } from "../../../plugins/kubernetes/cluster";
import { kubernetesResource } from "../../../plugins/kubernetes/kubernetesResource";
import { settingsFrom, type Settings } from "../../../plugins/kubernetes/settings";
import type { ExistingRequest, Resource } from "../../../plugins/protocol/provider";
import { secret, type Properties } from "../../../plugins/protocol/value";

export const TOKEN = "kubernetes:core/v1:Namespace";
export const inputs = { apiVersion: "v1", kind: "Namespace", metadata: { name: "x", labels: { a: "b" } } };
export const live = {
  ...inputs,
  metadata: { ...inputs.metadata, uid: "u", resourceVersion: "1" },
  status: { phase: "Active" },
};
export const kept = {
  ...live,
  metadata: { ...live.metadata, managedFields: undefined },
  __inputs: secret(inputs),
  __initialApiVersion: "v1",
  __fieldManager: "pulumi-kubernetes",
};
export const existing: ExistingRequest = { token: TOKEN, id: "x", oldInputs: inputs, oldOutputs: live };
export const PATH = "/api/v1/namespaces/x";
export const apply = (manager = "pulumi-kubernetes", { force = false, dryRun = false } = {}): string =>
  `PATCH ${PATH}?${dryRun ? "dryRun=All&" : ""}fieldManager=${manager}&fieldValidation=Warn&force=${force}`;

/** A provider whose cluster does not answer. */
export const nowhere = (settings: Partial<Settings> = {}): Resource => {
  const access = Promise.resolve({ server: "http://127.0.0.1:1", agent: undefined, headers: {} });
  return kubernetesResource({
    cluster: new Cluster(new ApiServer(access)),
    settings: { ...settingsFrom({}), ...settings },
  });
};
export const annotated = (annotation: string, value: string) =>
  ({
    ...inputs,
    metadata: { ...inputs.metadata, annotations: { [annotation]: value } },
  }) satisfies Properties;
