import { existsSync, readFileSync } from "node:fs";
import { arch, release } from "node:os";

/** What kind of machine this is, as far as ways out differ. */
export interface MachineFacts {
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
  /** The kernel's version, as `uname -r` says it. */
  readonly release: string;
  /** Whether the modules that belong to the running kernel are installed. */
  readonly modulesThere: boolean;
  /** Inside a container of Docker, podman or the like. */
  readonly container: boolean;
}

export function readMachineFacts(): MachineFacts {
  return {
    platform: process.platform,
    architecture: arch(),
    release: release(),
    modulesThere: existsSync(`/lib/modules/${release()}`),
    container: existsSync("/.dockerenv") || existsSync("/run/.containerenv") || hasContainerVariable(),
  };
}

/** systemd-nspawn, LXC and podman tell it to the first process. */
function hasContainerVariable(): boolean {
  try {
    return /(^|\0)container=\w/.test(readFileSync("/proc/1/environ", "utf8"));
  } catch {
    return false;
  }
}

/** Windows' own kernel: its modules come with Windows, not with the distribution. */
export function isWsl({ release: kernel }: MachineFacts): boolean {
  return /microsoft/i.test(kernel);
}

/** What to do about a kernel that lacks `modules`. */
export function moduleWayOut(modules: readonly string[], facts: MachineFacts): string {
  if (isWsl(facts)) return "Run `wsl --update` and `wsl --shutdown` in Windows: newer kernels have it";
  const load = `sudo modprobe ${modules.length > 0 ? `-a ${modules.join(" ")}` : "nf_tables"}`;
  if (facts.container) return `Run \`${load}\` on the machine that the container is on`;
  if (!facts.modulesThere)
    return "Restart the machine: the modules of the kernel that runs are not installed (any more)";
  return `Try \`${load}\`; where there is none, install the kernel's further modules (\`linux-modules-extra-$(uname -r)\` on Ubuntu, \`kernel-modules-extra\` on Fedora) or a distribution's ordinary kernel`;
}
