import { rm, symlink } from "node:fs/promises";
import { availableParallelism, freemem } from "node:os";
import { join } from "node:path";
import { fillFolder } from "../system/fillFolder";
import { duration, withHeartbeat } from "../system/heartbeat";
import { inParallel } from "../system/inParallel";
import { ensurePackages } from "../system/packages";
import { cacheDirectory } from "../system/paths";
import { refuse, type Problem } from "../system/problems";
import type { Progress } from "../system/progress";
import { buildModule, buildsAtATime } from "./build";
import { Downloads } from "./download";
import { existingPrograms } from "./existingPulumi";
import { fetchRelease, type ReleaseSource } from "./fetchRelease";
import { findToolchain, missingModules, type Toolchain } from "./find";
import { goProblems } from "./go";
import { programFolder, versionOf } from "./pins";
import type { ModuleName, ToolModule } from "./programs";
import { noReleaseReason, PINNED, type Pinned } from "./releasable";
import { DownloadError } from "./transfer";

export interface PrepareOptions {
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  /** The modules that are needed; what a local lab takes unless told. */
  readonly modules?: readonly ModuleName[];
  /** Where releases are downloaded from and what they must be; the publishers' own unless said otherwise. */
  readonly pinned?: Pinned;
}

/**
 * Has every upstream program in the cache: the user's own Pulumi where it is fit, the publishers' releases where they can be
 * downloaded, everything else built from its pinned Go module. Modules that are there are left alone, so that an interrupted
 * preparation goes on where it was.
 * @throws ProblemsError when something is needed for building that is not there, before anything is downloaded; and when a download
 * is not the pinned file.
 */
export async function prepareToolchain(options: PrepareOptions): Promise<Toolchain> {
  const missing = missingModules(options.modules);
  if (missing.length > 0) await new Preparation(options).fill(missing);
  return findToolchain(options.modules);
}

class Preparation {
  readonly #options: PrepareOptions;
  readonly #progress: Progress;
  readonly #source: ReleaseSource;
  /** What each module at work is doing, in the order they began. */
  readonly #states = new Map<string, () => string>();

  constructor(options: PrepareOptions) {
    this.#options = options;
    this.#progress = options.progress;
    this.#source = {
      ...(options.pinned ?? PINNED),
      downloads: new Downloads(join(cacheDirectory(), "downloads")),
    };
  }

  async fill(missing: readonly ToolModule[]): Promise<void> {
    const states = () => [...this.#states.values()].map((state) => state()).join("; ");
    await withHeartbeat(this.#progress, states, async () => {
      const notHere = await this.#useExisting(missing);
      const unreleased = await this.#withoutRelease(notHere);
      await this.#readyToBuild(unreleased);
      const unfetched = await this.#fetchAll(notHere.filter((module) => !unreleased.includes(module)));
      await this.#readyToBuild(
        unfetched.map(({ module }) => module),
        unfetched.map(again),
      );
      const toBuild = [...unreleased, ...unfetched.map(({ module }) => module)];
      await this.#buildAll(notHere.filter((module) => toBuild.includes(module)));
      await this.#source.downloads.clear();
    });
  }

  /** @returns the modules that this machine has no fit programs of. */
  async #useExisting(missing: readonly ToolModule[]): Promise<ToolModule[]> {
    const programs = await existingPrograms(missing);
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

  /** @returns the modules whose releases can't be had from here, and says why of each. */
  async #withoutRelease(modules: readonly ToolModule[]): Promise<ToolModule[]> {
    const reasons = await Promise.all(modules.map((module) => noReleaseReason(module, this.#source)));
    return modules.filter((module, index) => {
      const why = reasons[index];
      if (why !== undefined) this.#progress(`${label(module)}: ${why}: building it`);
      return why !== undefined;
    });
  }

  /** @returns the modules whose releases could not be had after all, each with the last word of its download. */
  async #fetchAll(modules: readonly ToolModule[]): Promise<Unfetched[]> {
    const unfetched: Unfetched[] = [];
    const fetch = async (module: ToolModule, signal: AbortSignal) => {
      const options = { ...this.#source, progress: this.#progress, signal };
      await this.#install(module, "downloading", (folder, tell) =>
        fetchRelease(module, folder, { ...options, tell }),
      ).catch((error: unknown) => {
        if (!(error instanceof DownloadError)) throw error;
        this.#progress(`${label(module)}: can't be downloaded (${error.message})`);
        unfetched.push({ module, error });
      });
    };
    await inParallel(Math.max(modules.length, 1), modules, fetch, this.#options.signal);
    return unfetched;
  }

  /** Has what building `modules` takes. @throws ProblemsError with `others` beside what is missing. */
  async #readyToBuild(modules: readonly ToolModule[], others: readonly Problem[] = []): Promise<void> {
    const problems = await goProblems(modules, this.#options.signal);
    refuse(problems.length === 0 ? [] : [...others, ...problems]);
    if (modules.some(({ needsC }) => needsC)) {
      await ensurePackages({ progress: this.#progress, purposes: ["build"], ...this.#abortable() });
    }
  }

  async #buildAll(modules: readonly ToolModule[]): Promise<void> {
    const build = (module: ToolModule, signal: AbortSignal) =>
      this.#install(module, "building from source", (folder, tell) =>
        buildModule(module, folder, { tell, signal }),
      );
    const atATime = buildsAtATime(availableParallelism(), freemem());
    await inParallel(atATime, modules, build, this.#options.signal);
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
    return this.#options.signal === undefined ? {} : { signal: this.#options.signal };
  }
}

interface Unfetched {
  readonly module: ToolModule;
  readonly error: DownloadError;
}

/** A download is the way out where nothing can be built. */
function again({ error: { url, why } }: Unfetched): Problem {
  return {
    key: url,
    value: why,
    rule: "this machine cannot build it, and has to download it",
    wayOut: "Run `npx lab prepare` again later: it goes on where it was",
  };
}

function label(module: ToolModule): string {
  return `${module.name} ${versionOf(module).slice(1)}`;
}
