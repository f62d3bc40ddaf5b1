import { dirname, join } from "node:path";
import { tomlText } from "../../system/quoting";
import { nodeFolder, type Plan } from "../plan";
import type { Program } from "../program";
import type { NodeInfo } from "../spec";

/** In the node's own mounts, so every node's is called the same. */
export const CONTAINERD_SOCKET = "/run/containerd/containerd.sock";
export const CONTAINERD_ROOT = "/var/lib/containerd";

/** A node's container runtime; pods join the bridge `cbr0` as kubenet has it. */
export function containerd({ binary, folder }: Plan, node: NodeInfo, pauseImage: string): Program {
  const etc = join(nodeFolder(folder, node.name), "etc");
  const config = join(etc, "containerd.toml");
  return {
    name: `containerd-${node.name}`,
    place: { kind: "node", name: node.name },
    argv: [binary("containerd"), "--config", config, "--log-level", "warn"],
    files: {
      [config]: containerdConfig(dirname(binary("bridge")), join(etc, "cni"), pauseImage),
      [join(etc, "cni", "10-kubenet.conflist")]: JSON.stringify(cniConfig(node.podCidr), null, 2),
    },
    needs: [],
    ready: { kind: "socket", path: CONTAINERD_SOCKET },
  };
}

function containerdConfig(cniBinaries: string, cniConfigs: string, pauseImage: string): string {
  return `version = 3
root = ${tomlText(CONTAINERD_ROOT)}
state = "/run/containerd"

[grpc]
  address = ${tomlText(CONTAINERD_SOCKET)}

[plugins."io.containerd.cri.v1.images".pinned_images]
  sandbox = ${tomlText(pauseImage)}

[plugins."io.containerd.cri.v1.runtime"]
  # The holder may itself be below the score that pods ask for.
  restrict_oom_score_adj = true
  # Its default profile would be loaded into the machine's kernel, in the place of another runtime's of the same name, and stay there.
  disable_apparmor = true

[plugins."io.containerd.cri.v1.runtime".cni]
  bin_dirs = [${tomlText(cniBinaries)}]
  conf_dir = ${tomlText(cniConfigs)}

[plugins."io.containerd.internal.v1.opt"]
  path = "/var/lib/containerd-opt"

[plugins."io.containerd.nri.v1.nri"]
  disable = true
`;
}

/** kubenet's network: one bridge, addresses from the node's own /24, no masquerading by the plugin (kube-proxy does it). */
function cniConfig(podCidr: string) {
  return {
    cniVersion: "1.0.0",
    name: "kubenet",
    plugins: [
      {
        type: "bridge",
        bridge: "cbr0",
        isGateway: true,
        ipMasq: false,
        hairpinMode: true,
        ipam: { type: "host-local", subnet: podCidr, dataDir: "/run/cni", routes: [{ dst: "0.0.0.0/0" }] },
      },
      { type: "portmap", capabilities: { portMappings: true } },
    ],
  };
}
