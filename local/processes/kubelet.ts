import { join } from "node:path";
import { yamlText } from "../../system/quoting";
import { kubeconfigFile, labCgroup, nodeFolder, pkiFile, type Plan } from "../plan";
import type { Program } from "../program";
import type { NodeInfo } from "../spec";
import { CONTAINERD_SOCKET } from "./containerd";

/** A node's kubelet: no anonymous access, every request is asked of the API server. */
export function kubelet(plan: Plan, node: NodeInfo): Program {
  const { binary, folder, spec } = plan;
  const etc = join(nodeFolder(folder, node.name), "etc");
  const config = join(etc, "kubelet.yaml");
  const resolvConf = join(etc, "resolv.conf");
  return {
    name: `kubelet-${node.name}`,
    place: { kind: "node", name: node.name },
    argv: [
      binary("kubelet"),
      `--config=${config}`,
      `--kubeconfig=${kubeconfigFile(folder, `kubelet-${node.name}`)}`,
      `--hostname-override=${node.name}`,
      `--node-ip=${node.address}`,
      `--node-labels=topology.kubernetes.io/region=${spec.location},topology.kubernetes.io/zone=${node.zone}`,
      "--root-dir=/var/lib/kubelet",
    ],
    files: {
      [config]: yamlText(kubeletConfig(plan, node, resolvConf)),
      // The host's may point into its own /run, and no name outside resolves from here anyway.
      [resolvConf]: `nameserver ${spec.dnsServiceIP}\n`,
    },
    needs: ["kube-apiserver", `containerd-${node.name}`],
    ready: { kind: "node", node: node.name },
  };
}

function kubeletConfig({ folder, spec }: Plan, node: NodeInfo, resolvConf: string) {
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address: node.address,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: pkiFile(folder, "ca.crt") },
    },
    authorization: { mode: "Webhook" },
    tlsCertFile: pkiFile(folder, `kubelet-${node.name}.crt`),
    tlsPrivateKeyFile: pkiFile(folder, `kubelet-${node.name}.key`),
    readOnlyPort: 0,
    healthzPort: 0,
    containerRuntimeEndpoint: `unix://${CONTAINERD_SOCKET}`,
    // Made by every kubelet; its default is in the machine's own /usr.
    volumePluginDir: "/var/lib/kubelet/volume-plugins",
    clusterDNS: [spec.dnsServiceIP],
    clusterDomain: "cluster.local",
    resolvConf,
    cgroupDriver: "cgroupfs",
    cgroupRoot: `/${labCgroup(folder)}/${node.name}`,
    // The node's cgroup is shared with nobody, and its size is the machine's: there is nothing to enforce.
    enforceNodeAllocatable: [],
    failCgroupV1: false,
    failSwapOn: false,
    localStorageCapacityIsolation: false,
    evictionHard: { "memory.available": "50Mi" },
    imageGCHighThresholdPercent: 100,
    serializeImagePulls: false,
    nodeStatusUpdateFrequency: "5s",
    shutdownGracePeriod: "0s",
  };
}
