import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import { CommandError, run } from "./command";
import { firstExecutable, foldersOf } from "./executables";
import { withHeartbeat } from "./heartbeat";
import { MANAGERS, packageName, type PackageManager } from "./packageManagers";
import { NEEDS, type Need, type Purpose } from "./packageNeeds";
import { ProblemsError } from "./problems";
import type { Progress } from "./progress";
import { variablesForRoot } from "./variablesForRoot";
import { watch } from "./watchedCommand";

/** Where programs for the administrator are, which an ordinary user's PATH leaves out. */
const ADMINISTRATOR_FOLDERS = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/** What of `purposes` this machine lacks. */
export function missingPackages(purposes: readonly Purpose[] = ["run"]): Need[] {
  return purposes.flatMap((purpose) => NEEDS[purpose]).filter(({ found }) => !isInstalled(found));
}

/** Whether a program, or the file of an absolute path, is on this machine. */
export function isInstalled(found: string): boolean {
  if (isAbsolute(found)) return existsSync(found);
  return firstExecutable([...foldersOf(), ...ADMINISTRATOR_FOLDERS], found) !== undefined;
}

export interface EnsureOptions {
  readonly progress: Progress;
  readonly purposes?: readonly Purpose[];
  readonly signal?: AbortSignal;
}

/**
 * Installs the packages of what is missing for `purposes`, as root or through a sudo that asks for no password, and says
 * which and why.
 * @throws ProblemsError that names each missing thing and the one command that installs all, where that is not possible.
 */
export async function ensurePackages({ progress, purposes = ["run"], signal }: EnsureOptions): Promise<void> {
  const missing = missingPackages(purposes);
  if (missing.length === 0) return;
  const manager = foundManager();
  const asRoot = await rootPrefix();
  if (manager === undefined) {
    const known = MANAGERS.map(({ program }) => program).join(", ");
    throw cannotInstall(missing, `there is none of ${known} to install it`);
  }
  if (missing.some((need) => packageName(need.package, manager.program) === undefined))
    throw cannotInstall(missing, `${manager.program} is not known to have it`);
  if (asRoot === undefined)
    throw cannotInstall(missing, "installing it takes root, or a sudo without password");
  progress(`installing ${missing.map((need) => describe(need, manager)).join(", ")}`);
  await new Installation(manager, asRoot, missing, { progress, ...(signal && { signal }) }).run();
  const stillMissing = missingPackages(purposes);
  if (stillMissing.length > 0)
    throw cannotInstall(stillMissing, "it is not there after installing its package");
}

class Installation {
  #last: string;

  constructor(
    readonly manager: PackageManager,
    readonly asRoot: readonly string[],
    readonly missing: readonly Need[],
    readonly options: EnsureOptions,
  ) {
    this.#last = `${manager.program} starts`;
  }

  /** @throws ProblemsError with the manager's own words. */
  async run(): Promise<void> {
    const { progress } = this.options;
    const told = (): string => `installing packages: ${this.#last}`;
    await withHeartbeat(progress, told, () => this.#install()).catch((error: unknown) => {
      throw error instanceof CommandError ? cannotInstall(this.missing, error.message) : error;
    });
  }

  async #install(): Promise<void> {
    const { install, update } = this.manager;
    const command = [...install, ...packagesOf(this.missing, this.manager)];
    try {
      await this.#do(command);
    } catch (error) {
      this.options.signal?.throwIfAborted();
      if (update === undefined) throw error;
      // The lists of packages may be missing or old. One source that does not answer must not keep the others from being read.
      await this.#do(update).catch(() => this.options.signal?.throwIfAborted());
      await this.#do(command);
    }
  }

  #do(command: readonly string[]): Promise<void> {
    const { signal } = this.options;
    const hear = (line: string): void => {
      this.#last = line;
    };
    return watch([...this.asRoot, ...command], hear, signal === undefined ? {} : { signal });
  }
}

/** What this machine installs packages by. */
function foundManager(): PackageManager | undefined {
  return MANAGERS.find(({ program }) => isInstalled(program));
}

/** What to put before a command so that root runs it; nothing at all when this user can't. */
async function rootPrefix(): Promise<string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  try {
    await run(["sudo", "-n", "true"]);
    // apt-get reads the proxies too.
    return ["sudo", "-n", ...variablesForRoot(process.env).preserved];
  } catch {
    return undefined;
  }
}

function packagesOf(missing: readonly Need[], { program }: PackageManager): string[] {
  return [...new Set(missing.flatMap((need) => packageName(need.package, program) ?? []))].sort();
}

function describe(need: Need, { program }: PackageManager): string {
  return `${packageName(need.package, program) ?? need.package} (${need.why})`;
}

/** The one command that installs all of `missing` here, as part of a sentence; where no manager is known, the names that Debian has. */
export function installCommand(missing: readonly Need[], manager = foundManager()): string {
  const strange = missing.filter(
    (need) => manager && packageName(need.package, manager.program) === undefined,
  );
  if (manager === undefined || strange.length > 0) {
    const names = [
      ...new Set((manager === undefined ? missing : strange).map((need) => need.package)),
    ].sort();
    return `Install by your system's own means what Debian calls ${names.join(", ")}`;
  }
  return `Install with \`sudo ${manager.typed} ${packagesOf(missing, manager).join(" ")}\``;
}

/** One problem for each missing thing, all with the command that installs them together. */
function cannotInstall(missing: readonly Need[], why: string): ProblemsError {
  const wayOut = installCommand(missing);
  return new ProblemsError(
    missing.map((need) => ({
      key: need.found,
      value: `not found: ${why}`,
      rule: `${need.why} takes it`,
      wayOut,
    })),
  );
}
