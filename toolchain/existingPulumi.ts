import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { satisfies } from "semver";
import { run } from "../system/command";
import { firstExecutable, foldersOf } from "../system/executables";
import { cacheDirectory } from "../system/paths";
import { versionOf } from "./pins";
import { moduleOf, type ToolModule } from "./programs";
import { installedProvider } from "./pulumiPlugins";

/** An engine that the user installed, with its language host. */
export interface ExistingPulumi {
  readonly version: string;
  readonly pulumi: string;
  readonly languageHost: string;
}

const LANGUAGE_HOST = "pulumi-language-nodejs";

/** This machine's own programs, by the name of the module of `missing` whose place they take. */
export async function existingPrograms(
  missing: readonly ToolModule[],
): Promise<Partial<Record<string, string>>> {
  if (!missing.some(({ name }) => name.startsWith("pulumi"))) return {};
  const existing = await fitPulumi(versionOf(moduleOf("pulumi")));
  return {
    pulumi: existing?.pulumi,
    "pulumi-language-nodejs": existing?.languageHost,
    "pulumi-kubernetes": installedProvider(),
  };
}

/**
 * The user's own Pulumi where it is fit: of the same major version as `pinned` and not older, since older ones are not
 * tested with the SDK of package.json, and with a Node.js language host beside it or on the same PATH.
 */
async function fitPulumi(pinned: string): Promise<ExistingPulumi | undefined> {
  const folders = foldersOf().filter((folder) => !folder.startsWith(cacheDirectory()));
  const pulumi = firstExecutable(folders, "pulumi");
  if (pulumi === undefined) return undefined;
  const languageHost = firstExecutable([dirname(realpathSync(pulumi)), ...folders], LANGUAGE_HOST);
  if (languageHost === undefined) return undefined;
  const version = await printedVersion(pulumi);
  return version !== undefined && isFit(version, pinned) ? { version, pulumi, languageHost } : undefined;
}

/** Both as `v3.220.0`. One before a release, as of `v3.221.0-alpha.1`, is as good as those before it. */
export function isFit(version: string, pinned: string): boolean {
  return satisfies(version, `^${pinned.slice(1)}`, { includePrerelease: true });
}

async function printedVersion(pulumi: string): Promise<string | undefined> {
  try {
    const printed = await run([pulumi, "version"], { seconds: 10, env: { PULUMI_SKIP_UPDATE_CHECK: "1" } });
    return /^v\d+\.\d+\.\d+/m.exec(printed)?.[0];
  } catch {
    return undefined;
  }
}
