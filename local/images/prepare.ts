import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { CommandError } from "../../system/command";
import { fillFolder } from "../../system/fillFolder";
import { duration, withHeartbeat } from "../../system/heartbeat";
import { ensurePackages } from "../../system/packages";
import { refuse } from "../../system/problems";
import type { Progress } from "../../system/progress";
import { reachable } from "../../system/reachable";
import type { Toolchain } from "../../toolchain/find";
import { goArchitecture } from "../../toolchain/machine";
import { debianSources } from "./debianSources";
import { findImages, isPrepared, rootIn, storeFolder, type ImageStore } from "./find";
import { packImage } from "./ociArchive";
import { RECIPE_OF, type Recipe } from "./recipes";
import { makeLayer } from "./rootFileSystem";
import { withContainerd, type Ctr } from "./temporaryContainerd";

export interface PrepareOptions {
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/**
 * Has the three images in the cache, imported and unpacked once for all nodes of all labs: pulled by their digests where
 * their registries can be reached, otherwise made from Debian packages.
 * @throws ProblemsError when something is needed for that which is not there.
 */
export async function prepareImages(toolchain: Toolchain, options: PrepareOptions): Promise<ImageStore> {
  if (!isPrepared()) {
    refuseOtherUsers();
    await fillFolder(storeFolder(), (folder) => new Preparation(toolchain, folder, options).fill());
  }
  return findImages();
}

function refuseOtherUsers(): void {
  if (process.getuid?.() === 0) return;
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
    const toMake: Recipe[] = [];
    for (const recipe of Object.values(RECIPE_OF)) {
      if (!(await this.#pull(recipe, ctr))) toMake.push(recipe);
    }
    if (toMake.length > 0) await this.#makeAll(toMake, ctr);
    for (const { name } of Object.values(RECIPE_OF)) {
      await ctr("images", "label", name, "io.cri-containerd.image=managed");
    }
    // The kubelet's image garbage collection must not take the sandbox's image.
    await ctr("images", "label", RECIPE_OF.pause.name, "io.cri-containerd.pinned=pinned");
  }

  /** @returns whether the published image could be had. */
  async #pull({ name, published, registry }: Recipe, ctr: Ctr): Promise<boolean> {
    if (!(await reachable(registry))) return false;
    try {
      await this.#step(name, `pulling ${published}`, async () => {
        await ctr("images", "pull", "--platform", `linux/${goArchitecture()}`, published);
        await ctr("images", "tag", published, name);
        await ctr("images", "remove", published);
      });
      return true;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.options.progress(`${name}: can't be pulled (${error.message})`);
      return false;
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
        await ctr("images", "import", "--snapshotter", "overlayfs", archive);
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
