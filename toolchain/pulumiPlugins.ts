import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isExecutable } from "../system/executables";
import { pulumiHome } from "../system/paths";
import { versionOf } from "./pins";
import { moduleOf } from "./programs";

const PROGRAM = "pulumi-resource-kubernetes";

/** The Kubernetes provider of the pinned version in Pulumi's own folder of plugins, if it is there as a whole. */
export function installedProvider(): string | undefined {
  const folder = pluginFolder();
  const program = join(folder, PROGRAM);
  return isExecutable(program) && !existsSync(partial(folder)) ? program : undefined;
}

/**
 * Puts the Kubernetes provider `program` where the engine looks for plugins, as `pulumi plugin install` would, so that plain
 * `pulumi` finds it too. One that is there stays.
 */
export function installProvider(program: string): void {
  if (installedProvider() !== undefined) return;
  const folder = pluginFolder();
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `.${PROGRAM}.${process.pid}`);
  try {
    linkSync(program, temporary);
  } catch {
    // The cache is on another file system.
    copyFileSync(program, temporary);
  }
  renameSync(temporary, join(folder, PROGRAM));
  rmSync(partial(folder), { force: true });
}

function pluginFolder(): string {
  return join(pulumiHome(), "plugins", `resource-kubernetes-${versionOf(moduleOf("pulumi-kubernetes"))}`);
}

/** The engine marks a plugin whose installation did not end by a file beside its folder. */
function partial(folder: string): string {
  return `${folder}.partial`;
}
