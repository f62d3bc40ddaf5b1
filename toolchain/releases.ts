import type { Platform } from "./machine";

/** Who publishes programs ready made; where, is {@link PUBLISHERS}. */
export type Publisher = "kubernetes" | "github";

export type PublisherAddresses = Readonly<Record<Publisher, string>>;

export const PUBLISHERS: PublisherAddresses = {
  kubernetes: "https://dl.k8s.io",
  github: "https://github.com",
};

/** One file to download. */
export interface ReleaseFile {
  /** Path below the publisher's address. */
  readonly path: string;
  /** Path of the publisher's list of SHA-256 checksums that has this file, for {@link file://./refreshChecksums.ts}. */
  readonly checksums: string;
  /** The program the file is; otherwise it is an archive with the module's programs in it. */
  readonly program?: string;
}

export interface Release {
  readonly publisher: Publisher;
  /** The files that together hold `programs` at `version`, such as `v1.35.0`; none where `platform` is not offered. */
  readonly files: (version: string, platform: Platform, programs: readonly string[]) => ReleaseFile[];
}

export const kubernetesRelease: Release = {
  publisher: "kubernetes",
  files: (version, { os, arch }, programs) => {
    // The cluster's own programs are for Linux.
    if (os !== "linux" && programs.some((program) => program !== "kubectl")) return [];
    return programs.map((program) => {
      const path = `release/${version}/bin/${os}/${arch}/${program}`;
      return { path, checksums: `${path}.sha256`, program };
    });
  },
};

export const etcdRelease = onGithub(
  "etcd-io/etcd",
  forLinux((version, arch) => ({
    file: `etcd-${version}-linux-${arch}.tar.gz`,
    checksums: "SHA256SUMS",
  })),
);

export const containerdRelease = onGithub(
  "containerd/containerd",
  forLinux((version, arch) => {
    // The static one asks nothing of the C library.
    const file = `containerd-static-${version.slice(1)}-linux-${arch}.tar.gz`;
    return { file, checksums: `${file}.sha256sum` };
  }),
);

export const runcRelease = onGithub(
  "opencontainers/runc",
  forLinux((_version, arch) => ({
    file: `runc.${arch}`,
    checksums: "runc.sha256sum",
    program: "runc",
  })),
);

export const cniRelease = onGithub(
  "containernetworking/plugins",
  forLinux((version, arch) => {
    const file = `cni-plugins-linux-${arch}-${version}.tgz`;
    return { file, checksums: `${file}.sha256` };
  }),
);

export const pulumiRelease = onGithub("pulumi/pulumi", (version, { os, arch }) => ({
  file: `pulumi-${version}-${os}-${arch === "amd64" ? "x64" : arch}.tar.gz`,
  checksums: `pulumi-${version.slice(1)}-checksums.txt`,
}));

export const pulumiKubernetesRelease = onGithub("pulumi/pulumi-kubernetes", (version, { os, arch }) => ({
  file: `pulumi-resource-kubernetes-${version}-${os}-${arch}.tar.gz`,
  checksums: `pulumi-kubernetes_${version.slice(1)}_checksums.txt`,
}));

interface GithubFile {
  readonly file: string;
  readonly checksums: string;
  readonly program?: string;
}

type Describe = (version: string, platform: Platform) => GithubFile | undefined;

function onGithub(repository: string, describe: Describe): Release {
  return {
    publisher: "github",
    files: (version, platform) => {
      const described = describe(version, platform);
      if (described === undefined) return [];
      const folder = `${repository}/releases/download/${version}`;
      const { file, checksums, ...rest } = described;
      return [{ path: `${folder}/${file}`, checksums: `${folder}/${checksums}`, ...rest }];
    },
  };
}

function forLinux(describe: (version: string, arch: Platform["arch"]) => GithubFile): Describe {
  return (version, { os, arch }) => (os === "linux" ? describe(version, arch) : undefined);
}
