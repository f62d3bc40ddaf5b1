import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { run } from "../system/command";
import { watch } from "../system/watchedCommand";
import { buildFlags, sourceFolder, versionOf } from "./pins";
import type { ToolModule } from "./programs";

export interface BuildOptions {
  /** Hears, at every step, how far the build is: `812 of 2694 packages compiled`. */
  readonly tell: (state: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Builds the programs of `module` into `folder` from its pinned sources, which Go checks against go.sum. What was compiled
 * before an interruption is in Go's own cache and is not compiled again.
 * @throws CommandError with the compiler's words.
 */
export async function buildModule(module: ToolModule, folder: string, options: BuildOptions): Promise<void> {
  const wanted = module.packages ?? ["tool"];
  // Go's working folder goes with this one when it is ended before it can remove its own.
  const scratch = join(folder, ".go");
  await mkdir(scratch);
  const go = (args: readonly string[], onLine: (line: string) => void) =>
    watch(["go", ...args], onLine, {
      cwd: sourceFolder(module),
      env: { ...GO_ENV, GOTMPDIR: scratch },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  const flags = [...buildFlags(module, versionOf(module)), ...(await overlay(module, scratch, options))];
  const packages = await packagesToCompile([...flags, ...wanted], go, options.tell);
  const total = packages.size;
  // A single program is named here, since Go would call etcd after its module, `server`.
  const [only, ...others] = module.programs;
  const output = others.length === 0 && only !== undefined ? join(folder, only) : folder + sep;
  options.tell(buildState(0, total));
  await go(["build", "-v", ...flags, "-o", output, ...wanted], (line) => {
    if (packages.delete(line)) options.tell(buildState(total - packages.size, total));
  });
  await rm(scratch, { recursive: true });
}

/** A workspace file further up would replace the pinned versions. */
const GO_ENV = { GOWORK: "off" };

/** Flags that show Go the files which `module` embeds in its folder, where they are not. */
async function overlay(
  module: ToolModule,
  scratch: string,
  { tell, signal }: BuildOptions,
): Promise<string[]> {
  if (module.embeds === undefined) return [];
  tell("downloading its module");
  const cwd = sourceFolder(module);
  const main = join(cwd, module.programs[0] ?? "");
  const downloaded = await run(["go", "mod", "download", "-json", module.upstream], {
    cwd,
    env: GO_ENV,
    signal,
  });
  const { Dir: upstream } = JSON.parse(downloaded) as { Dir: string };
  const replace: Record<string, string> = {};
  for (const [name, content] of Object.entries(module.embeds(upstream, versionOf(module)))) {
    const file = join(scratch, name);
    await writeFile(file, content);
    replace[join(main, name)] = file;
  }
  const file = join(scratch, "overlay.json");
  await writeFile(file, JSON.stringify({ Replace: replace }));
  return [`-overlay=${file}`];
}

type Go = (args: readonly string[], onLine: (line: string) => void) => Promise<void>;

/** What `go list` says of a program whose package is compiled. */
const COMPILED_NOT_LINKED = "not installed but available in build cache";

/** All packages that are not in Go's build cache. Looking for them downloads the modules. */
async function packagesToCompile(
  flagsAndPackages: readonly string[],
  go: Go,
  tell: BuildOptions["tell"],
): Promise<Set<string>> {
  const packages = new Set<string>();
  let downloads = 0;
  tell("looking at its packages");
  const format = `{{if and .Stale (ne .StaleReason "${COMPILED_NOT_LINKED}")}}{{.ImportPath}}{{end}}`;
  await go(["list", "-deps", "-f", format, ...flagsAndPackages], (line) => {
    if (line.startsWith("go: ")) tell(`${++downloads} Go modules downloaded`);
    else if (line !== "") packages.add(line);
  });
  return packages;
}

/** Memory that one `go build` of Kubernetes takes at its peak, when it links on two cores. */
const BYTES_PER_BUILD = 3 * 1024 ** 3;

/**
 * How many builds to run side by side. Each uses every core while it compiles; a second one fills the cores while the first
 * one links, which one core alone does.
 */
export function buildsAtATime(cores: number, freeBytes: number): number {
  return Math.max(1, Math.min(cores, Math.floor(freeBytes / BYTES_PER_BUILD), 4));
}

/** Linking is the last step and Go is silent about it. */
export function buildState(compiled: number, total: number): string {
  return compiled < total ? `${compiled} of ${total} packages compiled` : "packages compiled, linking";
}
