import { kubernetesResource } from "../../../plugins/kubernetes/kubernetesResource";
import type { Settings } from "../../../plugins/kubernetes/settings";
import type { Resource } from "../../../plugins/protocol/provider";
import { ApiStandIn } from "./apiStandIn";

/** An API server that each test of the file finds new, and the resources of a cluster behind it. */
export function bench(): { api: ApiStandIn; here: (settings?: Partial<Settings>) => Resource } {
  const api = new ApiStandIn();
  beforeEach(() => api.up());
  afterEach(() => api.down());
  return { api, here: (settings = {}) => kubernetesResource(api.target(settings)) };
}
