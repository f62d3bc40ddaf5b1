import type { Kubectl } from "../lab";
import type { ApiNode, List } from "./apiTypes";
import { read } from "./kubectl";

/** What runs on a node, by its own word. */
export interface NodeVersions {
  readonly node: string;
  /** `v1.35.0`; kube-proxy's is the same. */
  readonly kubelet: string;
  /** `containerd://2.1.4` */
  readonly containerRuntime: string;
  readonly kernel: string;
  readonly osImage: string;
}

/** The versions of all nodes at this moment; a word that is not told is empty. */
export async function readVersions(kubectl: Kubectl, signal: AbortSignal): Promise<readonly NodeVersions[]> {
  const { items } = await read<List<ApiNode>>(kubectl, "/api/v1/nodes", signal);
  return items.map(({ metadata, status: { nodeInfo = {} } }) => ({
    node: metadata.name,
    kubelet: nodeInfo.kubeletVersion ?? "",
    containerRuntime: nodeInfo.containerRuntimeVersion ?? "",
    kernel: nodeInfo.kernelVersion ?? "",
    osImage: nodeInfo.osImage ?? "",
  }));
}
