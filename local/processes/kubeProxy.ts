import { kubeconfigFile, type Plan } from "../plan";
import type { Program } from "../program";
import type { NodeInfo } from "../spec";

/** A node's kube-proxy in AKS's default mode. */
export function kubeProxy({ binary, folder, spec }: Plan, node: NodeInfo): Program {
  return {
    name: `kube-proxy-${node.name}`,
    place: { kind: "node", name: node.name },
    argv: [
      binary("kube-proxy"),
      `--kubeconfig=${kubeconfigFile(folder, "kube-proxy")}`,
      `--hostname-override=${node.name}`,
      "--proxy-mode=iptables",
      `--cluster-cidr=${spec.podCidr}`,
      // Rules follow a change within a tenth of a second instead of one: the lab waits for them at every toggle.
      "--iptables-min-sync-period=100ms",
      // These sysctls exist outside network namespaces only, and are the host's.
      "--conntrack-max-per-core=0",
      "--conntrack-tcp-timeout-established=0",
      "--conntrack-tcp-timeout-close-wait=0",
    ],
    files: {},
    needs: ["kube-apiserver"],
    ready: { kind: "started" },
  };
}
