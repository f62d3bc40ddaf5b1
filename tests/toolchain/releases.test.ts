import type { GoArchitecture } from "../../toolchain/machine";
import {
  cniRelease,
  containerdRelease,
  etcdRelease,
  kubernetesRelease,
  pulumiRelease,
  runcRelease,
  type ReleaseFile,
} from "../../toolchain/releases";

const linux = (arch: GoArchitecture) => ({ os: "linux", arch }) as const;
const mac = { os: "darwin", arch: "arm64" } as const;

describe("what the publishers offer", () => {
  it.each([
    [
      "kubernetes",
      kubernetesRelease.files("v1.35.0", linux("arm64"), ["kubelet", "kubectl"]),
      [
        {
          path: "release/v1.35.0/bin/linux/arm64/kubelet",
          checksums: "release/v1.35.0/bin/linux/arm64/kubelet.sha256",
          program: "kubelet",
        },
        {
          path: "release/v1.35.0/bin/linux/arm64/kubectl",
          checksums: "release/v1.35.0/bin/linux/arm64/kubectl.sha256",
          program: "kubectl",
        },
      ],
    ],
    [
      "etcd",
      etcdRelease.files("v3.5.21", linux("amd64"), ["etcd"]),
      [
        {
          path: "etcd-io/etcd/releases/download/v3.5.21/etcd-v3.5.21-linux-amd64.tar.gz",
          checksums: "etcd-io/etcd/releases/download/v3.5.21/SHA256SUMS",
        },
      ],
    ],
    [
      "containerd",
      containerdRelease.files("v2.1.0", linux("amd64"), ["ctr"]),
      [
        {
          path: "containerd/containerd/releases/download/v2.1.0/containerd-static-2.1.0-linux-amd64.tar.gz",
          checksums:
            "containerd/containerd/releases/download/v2.1.0/containerd-static-2.1.0-linux-amd64.tar.gz.sha256sum",
        },
      ],
    ],
    [
      "runc",
      runcRelease.files("v1.3.0", linux("arm64"), ["runc"]),
      [
        {
          path: "opencontainers/runc/releases/download/v1.3.0/runc.arm64",
          checksums: "opencontainers/runc/releases/download/v1.3.0/runc.sha256sum",
          program: "runc",
        },
      ],
    ],
    [
      "cni-plugins",
      cniRelease.files("v1.7.1", linux("amd64"), ["bridge"]),
      [
        {
          path: "containernetworking/plugins/releases/download/v1.7.1/cni-plugins-linux-amd64-v1.7.1.tgz",
          checksums:
            "containernetworking/plugins/releases/download/v1.7.1/cni-plugins-linux-amd64-v1.7.1.tgz.sha256",
        },
      ],
    ],
    [
      "pulumi, whose words for processors are not Go's",
      pulumiRelease.files("v3.220.0", linux("amd64"), ["pulumi"]),
      [
        {
          path: "pulumi/pulumi/releases/download/v3.220.0/pulumi-v3.220.0-linux-x64.tar.gz",
          checksums: "pulumi/pulumi/releases/download/v3.220.0/pulumi-3.220.0-checksums.txt",
        },
      ],
    ],
  ])("%s", (_name, files, expected) => {
    expect(files).toEqual(expected);
  });

  it.each([
    ["pulumi", pulumiRelease, ["pulumi"], "pulumi-v1.2.3-darwin-arm64.tar.gz"],
    ["kubectl", kubernetesRelease, ["kubectl"], "kubectl"],
  ])("%s, for a Mac too", (_name, release, programs, file) => {
    const [{ path }, ...others] = release.files("v1.2.3", mac, programs) as [ReleaseFile, ...ReleaseFile[]];
    expect(path).toContain("darwin");
    expect(path.split("/").at(-1)).toBe(file);
    expect(others).toEqual([]);
  });

  it.each([
    ["the cluster's programs", kubernetesRelease, ["kubectl", "kubelet"]],
    ["etcd", etcdRelease, ["etcd"]],
    ["containerd", containerdRelease, ["ctr"]],
    ["runc", runcRelease, ["runc"]],
    ["the CNI plugins", cniRelease, ["bridge"]],
  ])("%s, for no Mac", (_name, release, programs) => {
    expect(release.files("v1.2.3", mac, programs)).toEqual([]);
  });
});
