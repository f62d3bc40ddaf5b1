import { rm, symlink } from "node:fs/promises";
import { availableParallelism, freemem } from "node:os";
import { join } from "node:path";
import { fillFolder } from "../system/fillFolder";
import { duration, withHeartbeat } from "../system/heartbeat";
import { ensurePackages } from "../system/packages";
import { refuse } from "../system/problems";
import type { Progress } from "../system/progress";
import { buildModule } from "./build";
import { DownloadError } from "./download";
import { fitPulumi } from "./existingPulumi";
import { fetchRelease, reachableRelease } from "./fetchRelease";
import { findToolchain, isComplete, modulesOf, type Toolchain } from "./find";
import { goProblems } from "./go";
import { buildLanes, inLanes } from "./lanes";
import { installedProvider } from "./pulumiPlugins";
import { programFolder, versionOf } from "./pins";
import { TOOL_MODULES, type ModuleName, type ToolModule } from "./programs";
import { PUBLISHERS, type PublisherAddresses } from "./releases";

export interface PrepareOptions {
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  /** The modules that are needed; all of them unless told. */
  readonly modules?: readonly ModuleName[];
  /** Where releases are downloaded from; the publishers themselves unless said otherwise. */
  readonly publishers?: PublisherAddresses;
}

/**
 * Has every upstream program in the cache: the user's own Pulumi where it is fit, the publishers' releases where they can be
 * downloaded, everything else built from its pinned Go module. Modules that are there are left alone, so that an interrupted
 * preparation goes on where it was.
 * @throws ProblemsError when something is needed for building that is not there, or a download is not the publisher's.
 */
export async function prepareToolchain(options: PrepareOptions): Promise<Toolchain> {
  const missing = modulesOf(options.modules).filter((module) => !isComplete(module, programFolder(module)));
  if (missing.length > 0) await new Preparation(options).fill(missing);
  return findToolchain(options.modules);
}

class Preparation {
  readonly #progress: Progress;
  readonly #signal: AbortSignal | undefined;
  readonly #publishers: PublisherAddresses;
  /** What each module at work is doing, in the order they began. */
  readonly #states = new Map<string, () => string>();

  constructor({ progress, signal, publishers = PUBLISHERS }: PrepareOptions) {
    this.#progress = progress;
    this.#signal = signal;
    this.#publishers = publishers;
  }

  async fill(missing: readonly ToolModule[]): Promise<void> {
    const states = () => [...this.#states.values()].map((state) => state()).join("; ");
    await withHeartbeat(this.#progress, states, async () => {
      const notHere = await this.#useExisting(missing);
      await this.#buildAll(await this.#fetchAll(notHere));
    });
  }

  /** @returns the modules that this machine has no fit programs of. */
  async #useExisting(missing: readonly ToolModule[]): Promise<ToolModule[]> {
    const cli = TOOL_MODULES.find(({ name }) => name === "pulumi");
    if (cli === undefined || !missing.some(({ name }) => name.startsWith("pulumi"))) return [...missing];
    const existing = await fitPulumi(versionOf(cli), process.env.PATH ?? "");
    const programs: Partial<Record<string, string>> = {
      pulumi: existing?.pulumi,
      "pulumi-language-nodejs": existing?.languageHost,
      "pulumi-kubernetes": installedProvider(),
    };
    const notHere: ToolModule[] = [];
    for (const module of missing) {
      const program = programs[module.name];
      if (program === undefined) notHere.push(module);
      else
        await this.#install(module, `using ${program}`, (folder) =>
          symlink(program, join(folder, module.programs[0] ?? module.name)),
        );
    }
    return notHere;
  }

  /** @returns the modules whose releases can't be had from here, in their order. */
  async #fetchAll(modules: readonly ToolModule[]): Promise<ToolModule[]> {
    const unfetched = new Set<ToolModule>();
    const fetch = async (module: ToolModule, signal: AbortSignal) => {
      const release = await reachableRelease(module, this.#publishers);
      if (release === undefined) unfetched.add(module);
      else {
        const options = { publishers: this.#publishers, signal };
        await this.#install(module, "downloading", (folder, tell) =>
          fetchRelease(module, release, folder, { ...options, tell }),
        ).catch((error: unknown) => {
          if (!(error instanceof DownloadError)) throw error;
          this.#progress(`${label(module)}: can't be downloaded (${error.message})`);
          unfetched.add(module);
        });
      }
    };
    await inLanes(modules.length, modules, fetch, this.#signal);
    return modules.filter((module) => unfetched.has(module));
  }

  async #buildAll(modules: readonly ToolModule[]): Promise<void> {
    if (modules.length === 0) return;
    refuse(await goProblems(modules, this.#signal));
    if (modules.some(({ needsC }) => needsC)) {
      await ensurePackages({ progress: this.#progress, purposes: ["build"], ...this.#abortable() });
    }
    const build = (module: ToolModule, signal: AbortSignal) =>
      this.#install(module, "building from source", (folder, tell) =>
        buildModule(module, folder, { tell, signal }),
      );
    await inLanes(buildLanes(availableParallelism(), freemem()), modules, build, this.#signal);
  }

  /** Fills the folder of `module` with its programs, and tells when that begins, how it goes on and how long it took. */
  async #install(
    module: ToolModule,
    how: string,
    fill: (folder: string, tell: (state: string) => void) => Promise<void>,
  ): Promise<void> {
    const start = performance.now();
    const tell = (state: string) => {
      this.#states.set(
        module.name,
        () => `${label(module)}: ${state} (${duration(performance.now() - start)})`,
      );
    };
    this.#progress(`${label(module)}: ${how}`);
    tell(how);
    try {
      const target = programFolder(module);
      // What is there is not whole, or nothing would have to be filled.
      await rm(target, { recursive: true, force: true });
      await fillFolder(target, (folder) => fill(folder, tell));
      this.#progress(`${label(module)}: ready after ${duration(performance.now() - start)}`);
    } finally {
      this.#states.delete(module.name);
    }
  }

  #abortable(): { signal?: AbortSignal } {
    return this.#signal === undefined ? {} : { signal: this.#signal };
  }
}

function label(module: ToolModule): string {
  return `${module.name} ${versionOf(module).slice(1)}`;
}
