import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { CommandError, run } from "./command";
import { withHeartbeat } from "./heartbeat";
import { NEEDS, type Need, type Purpose } from "./packageNeeds";
import { ProblemsError } from "./problems";
import type { Progress } from "./progress";
import { watch } from "./watchedCommand";

/** Where programs for the administrator are, which an ordinary user's PATH leaves out. */
const ADMINISTRATOR_FOLDERS = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/** What of `purposes` this machine lacks. */
export function missingPackages(purposes: readonly Purpose[] = ["run"]): Need[] {
  return purposes.flatMap((purpose) => NEEDS[purpose]).filter(({ found }) => !isThere(found));
}

function isThere(found: string): boolean {
  if (isAbsolute(found)) return existsSync(found);
  const folders = (process.env.PATH ?? "").split(delimiter);
  return [...folders, ...ADMINISTRATOR_FOLDERS].some((folder) => {
    try {
      accessSync(join(folder, found), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export interface EnsureOptions {
  readonly progress: Progress;
  readonly purposes?: readonly Purpose[];
  readonly signal?: AbortSignal;
}

/**
 * Installs the Debian packages of what is missing for `purposes`, as root or through a sudo that asks for no password, and
 * says which and why.
 * @throws ProblemsError that names each missing thing and the one command that installs all, where that is not possible.
 */
export async function ensurePackages({ progress, purposes = ["run"], signal }: EnsureOptions): Promise<void> {
  const missing = missingPackages(purposes);
  if (missing.length === 0) return;
  const asRoot = await rootPrefix();
  if (!isThere("apt-get")) throw cannotInstall(missing, "there is no apt-get to install it");
  if (asRoot === undefined)
    throw cannotInstall(missing, "installing it takes root, or a sudo without password");
  progress(`installing ${missing.map(describe).join(", ")}`);
  await install(
    packagesOf(missing),
    asRoot,
    { progress, ...(signal === undefined ? {} : { signal }) },
    missing,
  );
  const stillMissing = missingPackages(purposes);
  if (stillMissing.length > 0)
    throw cannotInstall(stillMissing, "it is not there after installing its package");
}

async function install(
  packages: readonly string[],
  asRoot: readonly string[],
  { progress, signal }: EnsureOptions,
  missing: readonly Need[],
): Promise<void> {
  let last = "apt-get starts";
  const apt = (...args: string[]) =>
    watch(
      [
        ...asRoot,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-q",
        "-o",
        "DPkg::Lock::Timeout=120",
        ...args,
      ],
      (line) => {
        last = line;
      },
      signal === undefined ? {} : { signal },
    );
  const installNow = () => apt("install", "--yes", "--no-install-recommends", ...packages);
  await withHeartbeat(
    progress,
    () => `installing packages: ${last}`,
    async () => {
      try {
        await installNow();
      } catch {
        signal?.throwIfAborted();
        // The lists of packages may be missing or old. One source that does not answer must not keep the others from being read.
        await apt("update").catch(() => signal?.throwIfAborted());
        await installNow();
      }
    },
  ).catch((error: unknown) => {
    throw error instanceof CommandError ? cannotInstall(missing, error.message) : error;
  });
}

/** What to put before a command so that root runs it; nothing at all when this user can't. */
async function rootPrefix(): Promise<string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  try {
    await run(["sudo", "-n", "true"]);
    return ["sudo", "-n"];
  } catch {
    return undefined;
  }
}

function packagesOf(missing: readonly Need[]): string[] {
  return [...new Set(missing.map((need) => need.package))].sort();
}

function describe(need: Need): string {
  return `${need.package} (${need.why})`;
}

/** One problem for each missing thing, all with the command that installs them together. */
function cannotInstall(missing: readonly Need[], why: string): ProblemsError {
  const wayOut = `Install with \`sudo apt-get install ${packagesOf(missing).join(" ")}\` or what your system calls them`;
  return new ProblemsError(
    missing.map((need) => ({
      key: need.found,
      value: `not found: ${why}`,
      rule: `${need.why} takes it`,
      wayOut,
    })),
  );
}
