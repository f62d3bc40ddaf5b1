import { cannotInstall } from "../../system/packages";
import { run } from "../../system/command";
import type { Need } from "../../system/packageNeeds";
import { refuse } from "../../system/problems";
import type { Progress } from "../../system/progress";
import { watch } from "../../system/watchedCommand";

const NEEDED: readonly Need[] = [
  { found: "qemu-system-x86_64", package: "qemu-system-x86", why: "running a machine" },
  { found: "mmdebstrap", package: "mmdebstrap", why: "making a Debian" },
  {
    found: "/usr/share/keyrings/debian-archive-keyring.gpg",
    package: "debian-archive-keyring",
    why: "making a Debian",
  },
  { found: "mke2fs", package: "e2fsprogs", why: "making disks" },
  { found: "setpriv", package: "util-linux", why: "ending the machine with its test" },
];

/**
 * Has what the test itself takes, installed from Debian's packages where missing.
 * @throws ProblemsError for whoever is not root, and where packages can't be installed.
 */
export async function ensurePrograms(progress: Progress, signal: AbortSignal): Promise<void> {
  const user = process.getuid?.() ?? 0;
  const rule = "making a machine's disk with its owners takes root";
  const wayOut = "Run `sudo --preserve-env npm run test:vm`";
  refuse(user === 0 ? [] : [{ key: "user", value: `id ${user}`, rule, wayOut }]);
  const missing = await whatIsMissing();
  if (missing.length === 0) return;
  const packages = missing.map((need) => need.package);
  progress(`installing ${packages.join(", ")}`);
  const apt = (...args: string[]): Promise<void> =>
    watch(["apt-get", "-q", "-o", "DPkg::Lock::Timeout=120", ...args], progress, {
      env: { DEBIAN_FRONTEND: "noninteractive" },
      signal,
    });
  try {
    await apt("update");
    await apt("install", "--yes", "--no-install-recommends", ...packages);
  } catch (error) {
    signal.throwIfAborted();
    throw cannotInstall(missing, error instanceof Error ? error.message : String(error));
  }
}

async function whatIsMissing(): Promise<Need[]> {
  const looks = NEEDED.map(async (need) => {
    try {
      await run(["sh", "-c", `command -v ${need.found} || test -f ${need.found}`]);
      return [];
    } catch {
      return [need];
    }
  });
  return (await Promise.all(looks)).flat();
}
