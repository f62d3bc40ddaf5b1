/**
 * What a program or file of a package is needed for: to run labs on this machine, to drive one elsewhere, to build programs,
 * to make images, to send by `hey`, to test in a machine or a browser.
 */
export type Purpose = "run" | "remote" | "build" | "images" | "hey" | "machine" | "browser";

/** Something that comes with a package. It is what counts; how it came to be there does not. */
export interface Need {
  /** A program found on PATH, or the absolute path of a file. */
  readonly found: string;
  /** Debian's name for it; other distributions' are in `packageManagers.ts`. */
  readonly package: string;
  /** Completes "… takes it": what would not work without it. */
  readonly why: string;
}

export const NEEDS: Readonly<Record<Purpose, readonly Need[]>> = {
  run: [
    { found: "ip", package: "iproute2", why: "networks of the nodes" },
    { found: "nft", package: "nftables", why: "rules of the load balancer" },
    { found: "iptables-restore", package: "iptables", why: "rules of kube-proxy" },
    { found: "bash", package: "bash", why: "a lab's first process" },
    { found: "unshare", package: "util-linux", why: "namespaces" },
    { found: "nsenter", package: "util-linux", why: "namespaces" },
    { found: "setpriv", package: "util-linux", why: "programs that end with what started them" },
    { found: "mount", package: "mount", why: "each node's own mounts" },
    { found: "ssh", package: "openssh-client", why: "`lab ssh`" },
    { found: "ssh-keygen", package: "openssh-client", why: "`lab ssh`" },
    { found: "tar", package: "tar", why: "programs and images in archives" },
  ],
  remote: [
    { found: "ssh", package: "openssh-client", why: "`lab ssh`" },
    { found: "tar", package: "tar", why: "programs in archives" },
  ],
  build: [
    { found: "gcc", package: "gcc", why: "building runc" },
    { found: "pkg-config", package: "pkg-config", why: "building runc" },
    { found: "/usr/include/stdio.h", package: "libc6-dev", why: "building runc" },
    { found: "/usr/include/seccomp.h", package: "libseccomp-dev", why: "building runc" },
  ],
  images: [{ found: "mmdebstrap", package: "mmdebstrap", why: "making container images" }],
  hey: [{ found: "hey", package: "hey", why: "`lab exec CLIENT -- hey`" }],
  machine: [
    { found: "qemu-system-x86_64", package: "qemu-system-x86", why: "running a machine" },
    { found: "mmdebstrap", package: "mmdebstrap", why: "making a Debian" },
    {
      found: "/usr/share/keyrings/debian-archive-keyring.gpg",
      package: "debian-archive-keyring",
      why: "making a Debian",
    },
    { found: "mke2fs", package: "e2fsprogs", why: "making disks" },
    { found: "setpriv", package: "util-linux", why: "ending the machine with its test" },
  ],
  browser: [
    { found: "chromium", package: "chromium", why: "testing the report as a page" },
    {
      found: "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
      package: "fonts-dejavu-core",
      why: "letters in a page",
    },
  ],
};
