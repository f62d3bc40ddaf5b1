import { chmod, mkdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { run } from "../system/command";
import { reachable } from "../system/reachable";
import { download, DownloadError, publishedChecksum } from "./download";
import { goArchitecture } from "./machine";
import { versionOf } from "./pins";
import type { ToolModule } from "./programs";
import type { PublisherAddresses, Release, ReleaseFile } from "./releases";

export interface FetchOptions {
  readonly publishers: PublisherAddresses;
  readonly tell: (state: string) => void;
  readonly signal?: AbortSignal;
}

/** The release of `module`, where it has one and its publisher can be reached from here. */
export async function reachableRelease(
  module: ToolModule,
  publishers: PublisherAddresses,
): Promise<Release | undefined> {
  const { release } = module;
  return release !== undefined && (await reachable(publishers[release.publisher])) ? release : undefined;
}

/**
 * Downloads the programs of `module` into `folder`, each file compared with its publisher's SHA-256.
 * @throws DownloadError when something can't be had; ProblemsError when something is not the publisher's.
 */
export async function fetchRelease(
  module: ToolModule,
  release: Release,
  folder: string,
  options: FetchOptions,
): Promise<void> {
  const version = versionOf(module);
  for (const file of release.files(version, goArchitecture(), module.programs)) {
    const downloaded = join(folder, basename(file.path));
    await fetchFile(`${options.publishers[release.publisher]}/`, file, downloaded, options);
    if (file.program === undefined) await unpack(downloaded, folder, module.programs);
    else await rename(downloaded, join(folder, file.program));
  }
  for (const program of module.programs) await chmod(join(folder, program), 0o755);
}

async function fetchFile(
  base: string,
  { path, checksums }: ReleaseFile,
  destination: string,
  { tell, signal }: FetchOptions,
): Promise<void> {
  const expected = await publishedChecksum(base + checksums, path, signal);
  await download(base + path, destination, expected, {
    onBytes: (soFar, total) => {
      tell(
        `${basename(path)}: ${megabytes(soFar)}${total === undefined ? "" : ` of ${megabytes(total)}`} MB downloaded`,
      );
    },
    ...(signal === undefined ? {} : { signal }),
  });
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

async function unpack(archive: string, folder: string, programs: readonly string[]): Promise<void> {
  const members = programMembers(await run(["tar", "--list", "--file", archive]), programs);
  if (members.length !== programs.length) {
    throw new DownloadError(basename(archive), `does not hold ${programs.join(", ")}`);
  }
  const unpacked = `${archive}.unpacked`;
  await mkdir(unpacked);
  await run([
    "tar",
    "--extract",
    "--no-same-owner",
    "--file",
    archive,
    "--directory",
    unpacked,
    "--",
    ...members,
  ]);
  for (const member of members) await rename(join(unpacked, member), join(folder, basename(member)));
  await rm(unpacked, { recursive: true });
  await rm(archive);
}

/** The members of an archive that are `programs`, wherever in it they lie. */
export function programMembers(list: string, programs: readonly string[]): string[] {
  const members = list.split("\n");
  return programs.flatMap((program) =>
    members.filter((member) => `/${member}`.endsWith(`/${program}`)).slice(0, 1),
  );
}
