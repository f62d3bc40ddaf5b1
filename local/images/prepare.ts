import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { CommandError } from "../../system/command";
import { fillFolder } from "../../system/fillFolder";
import { duration, withHeartbeat } from "../../system/heartbeat";
import { ensurePackages } from "../../system/packages";
import { refuse } from "../../system/problems";
import type { Progress } from "../../system/progress";
import { unreachable } from "../../system/reachable";
import { isRoot } from "../../system/root";
import type { Toolchain } from "../../toolchain/find";
import { goArchitecture } from "../../toolchain/machine";
import { debianSources } from "./debianSources";
import { findImages, isPrepared, rootIn, storeFolder, type ImageStore } from "./find";
import { isMounted, readMade, writeMade } from "./made";
import { packImage } from "./ociArchive";
import { RECIPE_OF, type Recipe } from "./recipes";
import { makeLayer } from "./rootFileSystem";
import { StallError, whileGrowing } from "./stall";
import { withContainerd, type Ctr } from "./temporaryContainerd";

export interface PrepareOptions {
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/**
 * Has the three images in the cache, imported and unpacked once for all nodes of all labs: pulled by their digests where
 * their registries can be reached, otherwise made from Debian packages. One that was made is pulled as soon as that can be.
 * @throws ProblemsError when something is needed for that which is not there.
 */
export async function prepareImages(toolchain: Toolchain, options: PrepareOptions): Promise<ImageStore> {
  const store = storeFolder();
  if (!isPrepared()) {
    refuseOtherUsers();
    await fillFolder(store, (folder) => new Preparation(toolchain, folder, options).fill());
  } else if (isRoot()) await pullMade(toolchain, store, options);
  return findImages();
}

/** Replaces the store by one whose images are the published ones, where they can be had by now. */
async function pullMade(toolchain: Toolchain, store: string, options: PrepareOptions): Promise<void> {
  const made = readMade(store);
  const recipes = Object.values(RECIPE_OF).filter(({ name }) => name in made);
  const reasons = await Promise.all(recipes.map(({ registry }) => unreachable(registry)));
  const wanted = recipes.filter((_recipe, index) => reasons[index] === undefined).map(({ name }) => name);
  if (wanted.length === 0) return;
  if (isMounted(store)) {
    options.progress(`${wanted.join(", ")}: to be pulled when no lab is up`);
    return;
  }
  const [fresh, old] = [`${store}.fresh`, `${store}.old`];
  for (const leftover of [fresh, old]) await rm(leftover, { recursive: true, force: true });
  try {
    await fillFolder(fresh, (folder) => new Preparation(toolchain, folder, options, wanted).fill());
  } catch (error) {
    if (!(error instanceof PullError)) throw error;
    options.progress(`${error.message}; the one that was made stays`);
    return;
  }
  await rename(store, old);
  await rename(fresh, store);
  await rm(old, { recursive: true });
}

/** An image that has to be pulled can't be. */
class PullError extends Error {}

function refuseOtherUsers(): void {
  if (isRoot()) return;
  const rule = "files of images belong to many users, which only root can give them";
  refuse([{ key: "user", value: "not root", rule, wayOut: "Run `sudo npx lab prepare`" }]);
}

class Preparation {
  readonly #states = new Map<string, () => string>();
  readonly #abortable: { readonly signal?: AbortSignal };

  constructor(
    readonly toolchain: Toolchain,
    readonly folder: string,
    readonly options: PrepareOptions,
    /** Images that are not to be made. */
    readonly onlyPulled: readonly string[] = [],
  ) {
    this.#abortable = options.signal === undefined ? {} : { signal: options.signal };
  }

  async fill(): Promise<void> {
    const root = rootIn(this.folder);
    await mkdir(root, { mode: 0o700 });
    const states = () => [...this.#states.values()].map((state) => state()).join("; ");
    await withHeartbeat(this.options.progress, states, () =>
      withContainerd(this.toolchain, root, (ctr) => this.#importAll(ctr), this.options.signal),
    );
  }

  async #importAll(ctr: Ctr): Promise<void> {
    const made: Record<string, string> = {};
    const isWanted = ({ name }: Recipe): boolean => this.onlyPulled.includes(name);
    // Those that are to be pulled first: nothing is done in vain when they can't be.
    const recipes = Object.values(RECIPE_OF).sort((a, b) => Number(isWanted(b)) - Number(isWanted(a)));
    for (const recipe of recipes) {
      const why = await this.#pull(recipe, ctr);
      if (why === undefined) continue;
      this.options.progress(`${recipe.name}: can't be pulled (${why})`);
      if (isWanted(recipe)) throw new PullError(`${recipe.name}: can't be pulled`);
      made[recipe.name] = why;
    }
    const toMake = recipes.filter(({ name }) => name in made);
    if (toMake.length > 0) await this.#makeAll(toMake, ctr);
    for (const { name } of Object.values(RECIPE_OF)) {
      await ctr(["images", "label", name, "io.cri-containerd.image=managed"]);
    }
    // The kubelet's image garbage collection must not take the sandbox's image.
    await ctr(["images", "label", RECIPE_OF.pause.name, "io.cri-containerd.pinned=pinned"]);
    writeMade(this.folder, made);
  }

  /** @returns why the published image can't be had; nothing when it is there. */
  async #pull({ name, published, registry }: Recipe, ctr: Ctr): Promise<string | undefined> {
    const why = await unreachable(registry);
    if (why !== undefined) return `${new URL(registry).host} does not answer: ${why}`;
    const platform = `linux/${goArchitecture()}`;
    try {
      await this.#step(name, `pulling ${published}`, async (tell) => {
        const onMegabytes = (megabytes: number): void => {
          tell(`pulling it, ${megabytes} MB on disk`);
        };
        await whileGrowing(
          this.folder,
          (signal) => ctr(["images", "pull", "--platform", platform, published], signal),
          { onMegabytes, ...this.#abortable },
        );
        await ctr(["images", "tag", published, name]);
        await ctr(["images", "remove", published]);
      });
      return undefined;
    } catch (error) {
      this.options.signal?.throwIfAborted();
      if (error instanceof CommandError || error instanceof StallError) return error.message;
      throw error;
    }
  }

  async #makeAll(recipes: readonly Recipe[], ctr: Ctr): Promise<void> {
    await ensurePackages({ progress: this.options.progress, purposes: ["images"], ...this.#abortable });
    const sources = await debianSources(this.options.signal);
    const work = join(this.folder, "work");
    const make = (recipe: Recipe, index: number) =>
      this.#step(recipe.name, "making it from Debian packages", async (tell) => {
        const folder = join(work, String(index));
        const [layer, archive] = [join(folder, "layer.tar"), join(folder, "image.tar")];
        await mkdir(folder, { recursive: true });
        await makeLayer(recipe, sources, folder, layer, { tell, ...this.#abortable });
        tell("packing");
        await packImage(recipe, layer, goArchitecture(), folder, archive);
        tell("unpacking for the nodes");
        await ctr(["images", "import", "--snapshotter", "overlayfs", archive]);
        await rm(folder, { recursive: true });
      });
    await settled(recipes.map(make));
    await rm(work, { recursive: true });
  }

  async #step(
    image: string,
    what: string,
    work: (tell: (state: string) => void) => Promise<void>,
  ): Promise<void> {
    const start = performance.now();
    const elapsed = () => duration(performance.now() - start);
    const name = /([^/:]+):[^/]*$/.exec(image)?.[1] ?? image;
    const tell = (state: string) => {
      this.#states.set(name, () => `${name}: ${state} (${elapsed()})`);
    };
    this.options.progress(`${name}: ${what}`);
    tell(what);
    try {
      await work(tell);
      this.options.progress(`${name}: ready after ${elapsed()}`);
    } finally {
      this.#states.delete(name);
    }
  }
}

/** Waits for all, so that nothing is still writing into the folder when a failure removes it. */
async function settled(work: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(work);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}
