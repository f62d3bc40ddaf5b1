import { version } from "@pulumi/kubernetes/package.json";
import type { Provider, Resource } from "../protocol/provider";
import { ApiServer } from "./apiServer";
import { Cluster } from "./cluster";
import { accessFrom } from "./kubeconfig";
import { kubernetesResource } from "./kubernetesResource";
import { settingsDifference, settingsFailures, settingsFrom } from "./settings";

/** What the official provider has besides the objects of the API. */
const UNSUPPORTED = /^kubernetes:(helm\.sh|kustomize|yaml)|(List|Patch)$/;

/** The stand-in for the official kubernetes provider: all object kinds of the API, whichever the server has. */
export function kubernetesProvider(): Provider {
  let resource: Resource | undefined;
  return {
    name: "kubernetes",
    version,
    checkConfig: (inputs) => ({ inputs, failures: settingsFailures(inputs) }),
    diffConfig: settingsDifference,
    configure: (inputs) => {
      const settings = settingsFrom(inputs);
      const access = accessFrom(settings.kubeconfig, settings.context);
      // Whoever asks the cluster hears of it; a preview may never ask.
      access.catch(() => undefined);
      resource = kubernetesResource({ cluster: new Cluster(new ApiServer(access)), settings });
    },
    resource: (token) => (UNSUPPORTED.test(token) ? undefined : resource),
  };
}
