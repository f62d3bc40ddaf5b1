import type { GoArchitecture } from "./machine";

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
  /** Path of the publisher's list of SHA-256 checksums that has this file. */
  readonly checksums: string;
  /** The program the file is; otherwise it is an archive with the module's programs in it. */
  readonly program?: string;
}

export interface Release {
  readonly publisher: Publisher;
  /** The files that together hold `programs` at `version`, such as `v1.35.0`. */
  readonly files: (version: string, arch: GoArchitecture, programs: readonly string[]) => ReleaseFile[];
}

export const kubernetesRelease: Release = {
  publisher: "kubernetes",
  files: (version, arch, programs) =>
    programs.map((program) => {
      const path = `release/${version}/bin/linux/${arch}/${program}`;
      return { path, checksums: `${path}.sha256`, program };
    }),
};

export const etcdRelease = onGithub("etcd-io/etcd", (version, arch) => ({
  file: `etcd-${version}-linux-${arch}.tar.gz`,
  checksums: "SHA256SUMS",
}));

export const containerdRelease = onGithub("containerd/containerd", (version, arch) => {
  // Static, since the other one takes a newer C library than Debian 12 has.
  const file = `containerd-static-${version.slice(1)}-linux-${arch}.tar.gz`;
  return { file, checksums: `${file}.sha256sum` };
});

export const runcRelease = onGithub("opencontainers/runc", (_version, arch) => ({
  file: `runc.${arch}`,
  checksums: "runc.sha256sum",
  program: "runc",
}));

export const cniRelease = onGithub("containernetworking/plugins", (version, arch) => {
  const file = `cni-plugins-linux-${arch}-${version}.tgz`;
  return { file, checksums: `${file}.sha256` };
});

export const pulumiRelease = onGithub("pulumi/pulumi", (version, arch) => ({
  file: `pulumi-${version}-linux-${arch === "amd64" ? "x64" : arch}.tar.gz`,
  checksums: `pulumi-${version.slice(1)}-checksums.txt`,
}));

export const pulumiKubernetesRelease = onGithub("pulumi/pulumi-kubernetes", (version, arch) => ({
  file: `pulumi-resource-kubernetes-${version}-linux-${arch}.tar.gz`,
  checksums: `pulumi-kubernetes_${version.slice(1)}_checksums.txt`,
}));

interface GithubFile {
  readonly file: string;
  readonly checksums: string;
  readonly program?: string;
}

function onGithub(
  repository: string,
  describe: (version: string, arch: GoArchitecture) => GithubFile,
): Release {
  return {
    publisher: "github",
    files: (version, arch) => {
      const folder = `${repository}/releases/download/${version}`;
      const { file, checksums, ...rest } = describe(version, arch);
      return [{ path: `${folder}/${file}`, checksums: `${folder}/${checksums}`, ...rest }];
    },
  };
}
