import type { Problem } from "../system/problems";
import { unreachable } from "../system/reachable";
import checksums from "./checksums.json";
import { goProblems } from "./go";
import { platform } from "./machine";
import { releaseVersion } from "./pins";
import type { ToolModule } from "./programs";
import { PUBLISHERS, type PublisherAddresses, type ReleaseFile } from "./releases";

/** Where releases come from, and what they must be. */
export interface Pinned {
  readonly publishers: PublisherAddresses;
  /** The SHA-256 of each file, by its path below the publisher's address. */
  readonly checksums: Readonly<Record<string, string>>;
}

/**
 * The publishers, and the SHA-256 of all files of the pinned versions for every platform: what is downloaded is these very bytes,
 * whatever its publisher says today. `npm run checksums` writes them.
 */
export const PINNED: Pinned = { publishers: PUBLISHERS, checksums };

/** The files that hold the programs of `module` for a machine, this one unless told; none where there is no release. */
export function releaseFiles(module: ToolModule, machine = platform()): readonly ReleaseFile[] {
  return module.release?.files(releaseVersion(module), machine, module.programs) ?? [];
}

/** Why the release of `module` can't be downloaded here; nothing where its publisher answers. */
export async function noReleaseReason(
  module: ToolModule,
  { publishers, checksums }: Pinned = PINNED,
): Promise<string | undefined> {
  const files = releaseFiles(module);
  if (module.release === undefined || files.length === 0) return "nothing is published for this machine";
  const unpinned = files.find(({ path }) => checksums[path] === undefined);
  if (unpinned !== undefined) return `toolchain/checksums.json has no SHA-256 of ${unpinned.path}`;
  const publisher = publishers[module.release.publisher];
  const why = await unreachable(publisher);
  return why === undefined ? undefined : `${new URL(publisher).host} does not answer (${why})`;
}

/** What is missing for building those of `modules` that can't be downloaded here; who needs no build needs no Go. */
export async function buildProblems(modules: readonly ToolModule[]): Promise<Problem[]> {
  const reasons = await Promise.all(modules.map((module) => noReleaseReason(module)));
  return goProblems(modules.filter((_module, index) => reasons[index] !== undefined));
}
