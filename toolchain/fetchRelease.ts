import { chmod, copyFile, link, mkdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { run } from "../system/command";
import { inParallel } from "../system/inParallel";
import type { Progress } from "../system/progress";
import type { Downloads } from "./download";
import type { ToolModule } from "./programs";
import { releaseFiles, type Pinned } from "./releasable";
import type { ReleaseFile } from "./releases";
import { DownloadError } from "./transfer";

export interface ReleaseSource extends Pinned {
  readonly downloads: Downloads;
}

export interface FetchOptions extends ReleaseSource {
  readonly tell: (state: string) => void;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** One module has six files, and several modules come at the same time. */
const FILES_AT_A_TIME = 3;

/**
 * Downloads the programs of `module` into `folder`, each file compared with the SHA-256 that is pinned for it.
 * @throws DownloadError when something can't be had; ProblemsError when something is another file than the pinned one.
 */
export async function fetchRelease(
  module: ToolModule,
  folder: string,
  { tell, progress, signal, ...source }: FetchOptions,
): Promise<void> {
  const base = module.release === undefined ? "" : source.publishers[module.release.publisher];
  const files = releaseFiles(module);
  const amounts = new Map<string, number>();
  const fetch = async ({ path, program }: ReleaseFile, abort: AbortSignal): Promise<void> => {
    const onBytes = (soFar: number): void => {
      amounts.set(path, soFar);
      tell(`${megabytes(amounts)} MB of ${files.length === 1 ? basename(path) : `${files.length} files`}`);
    };
    const options = { onBytes, progress, signal: abort };
    const file = await source.downloads.file(`${base}/${path}`, source.checksums[path] ?? "", options);
    if (program === undefined) await unpack(file, folder, module.programs);
    else await place(file, join(folder, program));
  };
  await inParallel(FILES_AT_A_TIME, files, fetch, signal);
  for (const program of module.programs) await chmod(join(folder, program), 0o755);
}

function megabytes(amounts: ReadonlyMap<string, number>): string {
  const bytes = [...amounts.values()].reduce((sum, amount) => sum + amount, 0);
  return (bytes / 1e6).toFixed(0);
}

/** The second name costs no room; some file systems know none. */
async function place(file: string, program: string): Promise<void> {
  await link(file, program).catch(() => copyFile(file, program));
}

async function unpack(archive: string, folder: string, programs: readonly string[]): Promise<void> {
  const members = programMembers(await run(["tar", "--list", "--file", archive]), programs);
  if (members.length !== programs.length) {
    throw new DownloadError(basename(archive), `does not hold ${programs.join(", ")}`, false);
  }
  const unpacked = join(folder, ".unpacked");
  await mkdir(unpacked);
  const options = ["--no-same-owner", "--file", archive, "--directory", unpacked];
  await run(["tar", "--extract", ...options, "--", ...members]);
  for (const member of members) await rename(join(unpacked, member), join(folder, basename(member)));
  await rm(unpacked, { recursive: true });
}

/** The members of an archive that are `programs`, wherever in it they lie. */
export function programMembers(list: string, programs: readonly string[]): string[] {
  const members = list.split("\n");
  return programs.flatMap((program) =>
    members.filter((member) => `/${member}`.endsWith(`/${program}`)).slice(0, 1),
  );
}
