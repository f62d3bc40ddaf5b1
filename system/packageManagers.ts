/** How a family of distributions installs packages. */
export interface PackageManager {
  /** The program, which is what this machine is known by. */
  readonly program: "apt-get" | "dnf" | "zypper" | "pacman" | "apk";
  /** What a user types behind `sudo`, before the packages' names. */
  readonly typed: string;
  /** As {@link typed}, without any question. */
  readonly install: readonly string[];
  /** Brings lists of packages up to date, where that is the manager's own step and harms nothing. */
  readonly update?: readonly string[];
}

const APT = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"];

/** In the order in which they are looked for: some distributions have another one's as well. */
export const MANAGERS: readonly PackageManager[] = [
  {
    program: "apt-get",
    typed: "apt-get install",
    install: [...APT, "install", "--yes", "--no-install-recommends"],
    update: [...APT, "update"],
  },
  {
    program: "zypper",
    typed: "zypper install",
    install: ["zypper", "--non-interactive", "install", "--no-recommends"],
    update: ["zypper", "--non-interactive", "refresh"],
  },
  {
    program: "dnf",
    typed: "dnf install",
    install: ["dnf", "--assumeyes", "--setopt=install_weak_deps=False", "install"],
  },
  // No update: with new lists and old packages, what is installed next may not fit what is there.
  { program: "pacman", typed: "pacman -Syu --needed", install: ["pacman", "-S", "--needed", "--noconfirm"] },
  { program: "apk", typed: "apk add", install: ["apk", "add"], update: ["apk", "update"] },
];

/** What others call Debian's packages: those of Fedora, openSUSE, Arch and Alpine, in this order. */
const NAMES: Readonly<Record<string, readonly [dnf: string, zypper: string, pacman: string, apk: string]>> = {
  iproute2: ["iproute", "iproute2", "iproute2", "iproute2"],
  nftables: ["nftables", "nftables", "nftables", "nftables"],
  iptables: ["iptables-nft", "iptables", "iptables", "iptables"],
  "util-linux": ["util-linux", "util-linux", "util-linux", "util-linux"],
  mount: ["util-linux", "util-linux", "util-linux", "util-linux"],
  "openssh-client": ["openssh-clients", "openssh-clients", "openssh", "openssh"],
  tar: ["tar", "tar", "tar", "tar"],
  bash: ["bash", "bash", "bash", "bash"],
  gcc: ["gcc", "gcc", "gcc", "gcc"],
  "pkg-config": ["pkgconf-pkg-config", "pkgconf-pkg-config", "pkgconf", "pkgconf"],
  "libc6-dev": ["glibc-devel", "glibc-devel", "glibc", "musl-dev"],
  "libseccomp-dev": ["libseccomp-devel", "libseccomp-devel", "libseccomp", "libseccomp-dev"],
};

/** What `manager` calls Debian's package `name`; `undefined` where there is none or none is known. */
export function packageName(name: string, manager: PackageManager["program"]): string | undefined {
  if (manager === "apt-get") return name;
  const [dnf, zypper, pacman, apk] = NAMES[name] ?? [];
  return { dnf, zypper, pacman, apk }[manager];
}
