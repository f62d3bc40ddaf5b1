import { join } from "node:path";
import { configDefaults } from "../../../../config/stackFile";
import { create, remove } from "../../../../local/cluster";
import { enterNode } from "../../../../local/enter";
import type { ClusterState } from "../../../../local/spec";
import { run } from "../../../../system/command";
import { labDirectory } from "../../../../system/paths";
import { findToolchain } from "../../../../toolchain/find";

/** The Kubernetes cluster that the stand-in says is AKS: a real one on this machine, without Pulumi. */
export class ClusterBehind {
  private stateOrNone: ClusterState | undefined;

  /** @param name of the lab; its folder is below `LAB_STATE` of this process. */
  constructor(private readonly name: string) {}

  get state(): ClusterState {
    if (this.stateOrNone === undefined) throw new Error("the cluster is not up");
    return this.stateOrNone;
  }

  get kubeconfigFile(): string {
    return join(labDirectory(this.name), "kubeconfig");
  }

  /** The private key whose public half opens the debug pods. */
  get privateKeyFile(): string {
    return join(labDirectory(this.name), "ssh", "id_ed25519");
  }

  async up(): Promise<void> {
    const spec = {
      name: this.name,
      nodeCount: 3,
      zones: ["1", "2"],
      location: "westeurope",
      vnetCidr: "10.240.0.0/16",
      subnetCidr: "10.240.0.0/24",
      podCidr: "10.244.0.0/16",
      serviceCidr: "10.0.0.0/16",
      dnsServiceIP: "10.0.0.10",
      clients: 2,
      apiServerPort: 0,
    };
    this.stateOrNone = await create(spec, { progress: () => undefined });
    await Promise.all(this.state.nodes.map(({ name }) => this.nameImages(name)));
  }

  async down(): Promise<void> {
    await remove(this.name);
  }

  kubectl(...args: string[]): Promise<string> {
    return run([findToolchain().program("kubectl"), "--kubeconfig", this.kubeconfigFile, ...args]);
  }

  /** The node's own images under the names of those that a stack on Azure would pull. */
  private async nameImages(node: string): Promise<void> {
    const { images } = this.state;
    const names = { testapp: images.testapp, nodeDebugger: images.nodeDebugger };
    const ctr = [...enterNode(this.name, node), findToolchain().program("ctr"), "--namespace", "k8s.io"];
    for (const [key, own] of Object.entries(names))
      await run([...ctr, "images", "tag", "--force", own, published(`${key}Image`)]);
  }
}

/** What the container runtime looks for: of a name with tag and digest the digest counts. */
function published(key: string): string {
  const reference = String(configDefaults()[`aks-lb-lab:${key}`]);
  return reference.replace(/:[^:@/]+@/, "@");
}
