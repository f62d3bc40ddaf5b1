import { copyFileSync, linkSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { shellWord } from "../system/quoting";
import { nodeFolder } from "./plan";

const CONTAINERD = "containerd";
const SNAPSHOTS = "io.containerd.snapshotter.v1.overlayfs/snapshots";
const BLOBS = "io.containerd.content.v1.content/blobs/sha256";
const DATABASES = [
  "io.containerd.metadata.v1.bolt/meta.db",
  "io.containerd.snapshotter.v1.overlayfs/metadata.db",
];

/**
 * Gives a node a containerd root of its own that holds the machine's images, in milliseconds: databases are copied, blobs are hard
 * links, and unpacked layers are empty folders that {@link diskMounts} fills. A containerd never writes to a layer or blob it has.
 * `store` is a containerd root that no containerd uses.
 */
export function makeNodeDisk(store: string, folder: string, node: string): void {
  const own = nodeFolder(folder, node);
  const root = join(own, "lib", CONTAINERD);
  mkdirSync(join(own, "log"), { recursive: true });
  for (const database of DATABASES) {
    mkdirSync(dirname(join(root, database)), { recursive: true });
    copyFileSync(join(store, database), join(root, database));
  }
  for (const layer of layersOf(store))
    mkdirSync(join(root, SNAPSHOTS, layer), { recursive: true, mode: 0o700 });
  mkdirSync(join(root, BLOBS), { recursive: true });
  for (const blob of readdirSync(join(store, BLOBS)))
    linkOrCopy(join(store, BLOBS, blob), join(root, BLOBS, blob));
}

/** Shell lines, for the node's own mounts, that put the machine's unpacked layers into the node's disk, read-only. */
export function diskMounts(store: string): string[] {
  return layersOf(store).flatMap((layer) => {
    const there = join("/var/lib", CONTAINERD, SNAPSHOTS, layer);
    return [
      `mount --bind ${shellWord(join(store, SNAPSHOTS, layer))} ${there}`,
      `mount -o remount,bind,ro ${there}`,
    ];
  });
}

function layersOf(store: string): string[] {
  return readdirSync(join(store, SNAPSHOTS));
}

/** Caches and state may lie on different file systems. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
