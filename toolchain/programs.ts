import { embeddedSchema } from "./embeddedSchema";
import {
  etcdRelease,
  cniRelease,
  containerdRelease,
  kubernetesRelease,
  pulumiKubernetesRelease,
  pulumiRelease,
  runcRelease,
} from "./releases";
import type { Release } from "./releases";

/** Upstream programs that one Go module provides, and how they are made from it. */
export interface ToolModule {
  readonly name: string;
  /** The folder beside this file whose go.mod and go.sum pin the module and all it needs; that of its name unless told. */
  readonly folder?: string;
  /** The Go module whose version, as go.mod requires it, is the programs' version. */
  readonly upstream: string;
  /** The programs' version where the Go module is not tagged with it. */
  readonly version?: string;
  readonly programs: readonly string[];
  /** The Go packages to build; all that go.mod calls tools unless told. */
  readonly packages?: readonly string[];
  readonly tags?: readonly string[];
  /** Symbols for the linker (`-X`), from the module's version such as `v1.35.0`. */
  readonly symbols?: (version: string) => Readonly<Record<string, string>>;
  /**
   * The files that the main package in this module's folder embeds, by name, made of those of the upstream module.
   * @param folder where Go keeps the upstream module
   */
  readonly embeds?: (folder: string, version: string) => Readonly<Record<string, string>>;
  /** Takes gcc, pkg-config and a C library's headers. */
  readonly needsC?: true;
  /** What the publisher offers for download; none where there are no checksums to trust. */
  readonly release?: Release;
  /** The module whose release, of that module's version, has the programs in it; their own unless told. */
  readonly releasedWith?: string;
}

/** What a local lab takes. The longest to build first: the others fill the second lane beside it. */
export const TOOL_MODULES = [
  {
    name: "pulumi-kubernetes",
    upstream: "github.com/pulumi/pulumi-kubernetes/provider/v4",
    // Its tags lead to commits whose provider is a module in a subfolder, which Go knows by a pseudo-version alone.
    version: "v4.25.0",
    programs: ["pulumi-resource-kubernetes"],
    symbols: (version) => ({ "main.version": version.slice(1) }),
    embeds: embeddedSchema,
    release: pulumiKubernetesRelease,
  },
  {
    name: "kubernetes",
    upstream: "k8s.io/kubernetes",
    programs: [
      "kube-apiserver",
      "kube-controller-manager",
      "kube-proxy",
      "kube-scheduler",
      "kubectl",
      "kubelet",
    ],
    symbols: kubernetesVersion,
    release: kubernetesRelease,
  },
  {
    name: "pulumi",
    upstream: "github.com/pulumi/pulumi/pkg/v3",
    programs: ["pulumi"],
    // Without a version of its own it refuses the project, which asks for one.
    symbols: (version) => ({ "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": version }),
    release: pulumiRelease,
  },
  {
    name: "containerd",
    upstream: "github.com/containerd/containerd/v2",
    programs: ["containerd", "containerd-shim-runc-v2", "ctr"],
    // Snapshotters the lab does not use, whose C headers it therefore does not need.
    tags: ["no_btrfs", "no_aufs", "no_devmapper", "no_zfs"],
    release: containerdRelease,
  },
  {
    name: "etcd",
    upstream: "go.etcd.io/etcd/server/v3",
    programs: ["etcd"],
    release: etcdRelease,
  },
  {
    name: "pulumi-language-nodejs",
    upstream: "github.com/pulumi/pulumi/sdk/v3",
    programs: ["pulumi-language-nodejs"],
    release: pulumiRelease,
    releasedWith: "pulumi",
  },
  {
    name: "runc",
    upstream: "github.com/opencontainers/runc",
    programs: ["runc"],
    // Without it every pod fails: containerd asks for a seccomp profile.
    tags: ["seccomp"],
    needsC: true,
    release: runcRelease,
  },
  {
    name: "cni-plugins",
    upstream: "github.com/containernetworking/plugins",
    programs: ["bridge", "host-local", "loopback", "portmap"],
    release: cniRelease,
  },
] as const satisfies readonly ToolModule[];

/** What is made only where it is asked for. */
export const OTHER_MODULES = [
  // A lab on Azure takes no other program of Kubernetes, and a Mac has no other.
  {
    name: "kubectl",
    folder: "kubernetes",
    upstream: "k8s.io/kubernetes",
    programs: ["kubectl"],
    packages: ["k8s.io/kubernetes/cmd/kubectl"],
    symbols: kubernetesVersion,
    release: kubernetesRelease,
  },
  // Its author publishes no checksums.
  {
    name: "hey",
    upstream: "github.com/rakyll/hey",
    programs: ["hey"],
  },
] as const satisfies readonly ToolModule[];

/** A module that a local lab takes. */
export type LabModuleName = (typeof TOOL_MODULES)[number]["name"];
export type ModuleName = LabModuleName | (typeof OTHER_MODULES)[number]["name"];
export type ProgramName = (typeof TOOL_MODULES | typeof OTHER_MODULES)[number]["programs"][number];

/** The modules called `wanted`; what a local lab takes unless told. */
export function modulesOf(wanted?: readonly ModuleName[]): readonly ToolModule[] {
  if (wanted === undefined) return TOOL_MODULES;
  return [...TOOL_MODULES, ...OTHER_MODULES].filter(({ name }) => wanted.includes(name));
}

/** The module called `name`. */
export function moduleOf(name: ModuleName): ToolModule {
  const [found] = modulesOf([name]);
  if (found === undefined) throw new Error(`no module ${name}`);
  return found;
}

/** kubectl and the kubelet refuse to talk to a server whose version they cannot read. */
function kubernetesVersion(version: string): Record<string, string> {
  const [major, minor] = version.slice(1).split(".");
  const symbol = "k8s.io/component-base/version";
  return {
    [`${symbol}.gitVersion`]: version,
    [`${symbol}.gitMajor`]: major ?? "",
    [`${symbol}.gitMinor`]: minor ?? "",
  };
}
