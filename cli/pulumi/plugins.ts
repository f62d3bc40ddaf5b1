import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../../system/paths";
import { pulumiHome } from "./backend";

/** A provider plugin that the program's packages ask the engine for, at exactly this version. */
export interface Plugin {
  readonly name: string;
  readonly version: string;
  /** Whether the official one is in Pulumi's own folder; if not, the stand-in of this project serves. */
  readonly installed: boolean;
}

const NAMES = ["kubernetes", "random"] as const;

/** The plugins the lab's program needs besides its own. */
export function neededPlugins(): Plugin[] {
  return NAMES.map((name) => {
    const version = wantedVersion(name);
    return { name, version, installed: isInstalled(pulumiHome(), name, version) };
  });
}

/** The folders of the stand-ins for those of `plugins` that are not installed; the engine finds them by PATH. */
export function standInFolders(plugins: readonly Plugin[]): string[] {
  return plugins
    .filter(({ installed }) => !installed)
    .map(({ name }) => join(projectDirectory, "plugins", name));
}

/** The version that the package in node_modules was generated for. */
function wantedVersion(name: string): string {
  const path = join(projectDirectory, "node_modules", "@pulumi", name, "package.json");
  const manifest = JSON.parse(readFileSync(path, "utf8")) as { pulumi: { version: string } };
  return manifest.pulumi.version;
}

/** Whether `home` holds the plugin as a whole: the engine marks one whose installation did not end by a file beside it. */
export function isInstalled(home: string, name: string, version: string): boolean {
  const folder = join(home, "plugins", `resource-${name}-v${version}`);
  return existsSync(join(folder, `pulumi-resource-${name}`)) && !existsSync(`${folder}.partial`);
}
