import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory } from "../../system/paths";
import { refuse } from "../../system/problems";
import type { ImageReferences } from "../spec";
import { RECIPE_OF, recipesKey } from "./recipes";

/** The images as a containerd has them once it imported and unpacked them; no containerd uses this one. */
export interface ImageStore {
  /** A containerd root folder, to make the nodes' own from. Nothing may be written to its files. */
  readonly root: string;
  readonly images: ImageReferences;
}

/** The cache folder with the store, or where it will be. */
export function storeFolder(): string {
  return join(cacheDirectory(), "images", recipesKey());
}

/** The containerd root inside a store's folder. */
export function rootIn(folder: string): string {
  return join(folder, "containerd");
}

/** Whether the store is there, which is whole then. */
export function isPrepared(): boolean {
  return existsSync(storeFolder());
}

/**
 * The images as `prepareImages` left them in the cache.
 * @throws ProblemsError when they are not there.
 */
export function findImages(): ImageStore {
  const folder = storeFolder();
  const problem = {
    key: "images",
    value: folder,
    rule: "the images of testapp, node-debugger and pause must be there",
    wayOut: "Run `npx lab prepare`",
  };
  refuse(isPrepared() ? [] : [problem]);
  const { testapp, nodeDebugger, pause } = RECIPE_OF;
  return {
    root: rootIn(folder),
    images: { testapp: testapp.name, nodeDebugger: nodeDebugger.name, pause: pause.name },
  };
}
