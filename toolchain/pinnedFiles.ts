import type { Platform } from "./machine";
import { OTHER_MODULES, TOOL_MODULES } from "./programs";
import { releaseFiles } from "./releasable";
import type { Publisher, ReleaseFile } from "./releases";

/** All that is published for. */
const PLATFORMS: readonly Platform[] = (["linux", "darwin"] as const).flatMap((os) =>
  (["amd64", "arm64"] as const).map((arch) => ({ os, arch })),
);

export interface PinnedFile extends ReleaseFile {
  readonly publisher: Publisher;
}

/** Each release file of the pinned versions, for every platform, once. */
export function pinnedFiles(): PinnedFile[] {
  const all = [...TOOL_MODULES, ...OTHER_MODULES].flatMap((module) =>
    "release" in module
      ? PLATFORMS.flatMap((platform) =>
          releaseFiles(module, platform).map((file) => ({ ...file, publisher: module.release.publisher })),
        )
      : [],
  );
  return [...new Map(all.map((file) => [file.path, file])).values()];
}
