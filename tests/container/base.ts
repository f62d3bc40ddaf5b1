import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { debianSources } from "../../local/images/debianSources";
import { RECIPE_OF } from "../../local/images/recipes";
import { run } from "../../system/command";
import { ensurePackages } from "../../system/packages";
import type { Progress } from "../../system/progress";
import { unreachable } from "../../system/reachable";
import { watch } from "../../system/watchedCommand";
import { publishedBase } from "./containerfile";
import type { Engine } from "./engine";

export interface BaseOptions {
  readonly folder: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * What the Containerfile is to be built on: the published image where its registry answers, otherwise a stand-in of this machine's
 * Debian packages with this very Node.js and npm, and the user that the published image has.
 */
export async function ensureBase(engine: Engine, { folder, progress, signal }: BaseOptions): Promise<string> {
  if ((await unreachable(RECIPE_OF.testapp.registry)) === undefined) {
    progress(`the published image: ${publishedBase()}`);
    return publishedBase();
  }
  const { suite, lines } = await debianSources(signal);
  const command = debootstrap(suite, join(folder, "base.tar"));
  const recipe = JSON.stringify([command.slice(0, -2), lines, process.version]);
  const name = `localhost/aks-lb-lab/base:${createHash("sha256").update(recipe).digest("hex").slice(0, 16)}`;
  if (await exists(engine, name)) {
    progress(`the registry does not answer; made before of Debian packages: ${name}`);
    return name;
  }
  progress(`the registry does not answer; making a base of Debian packages and Node.js ${process.version}`);
  await ensurePackages({ progress, purposes: ["images"], signal });
  await watch(command, progress, { input: `${lines.join("\n")}\n`, signal });
  await watch([engine.name, "import", join(folder, "base.tar"), name], progress, { env: engine.env, signal });
  rmSync(join(folder, "base.tar"));
  return name;
}

async function exists({ name, env }: Engine, image: string): Promise<boolean> {
  const images = await run([name, "images", "--quiet", image], { env });
  return images !== "";
}

function debootstrap(suite: string, tar: string): string[] {
  return [
    ...["unshare", "--mount", "--propagation", "private"],
    ...["mmdebstrap", "--mode=root", "--variant=minbase", "--include=ca-certificates,libstdc++6,libatomic1"],
    ...["--skip=output/dev", "--format=tar"],
    ...hooks().map((hook) => `--customize-hook=${hook}`),
    ...[suite, tar, "-"],
  ];
}

/** Puts Node.js and npm where the published image has them, and makes its user. */
function hooks(): string[] {
  const modules = '"$1/usr/local/lib/node_modules"';
  const link = (name: string): string =>
    `ln -s ../lib/node_modules/npm/bin/${name}-cli.js "$1/usr/local/bin/${name}"`;
  return [
    `install -D '${process.execPath}' "$1/usr/local/bin/node"`,
    `mkdir -p ${modules} && cp -aL '${npmFolder()}' ${modules}`,
    link("npm"),
    link("npx"),
    'chroot "$1" useradd --uid 1000 --user-group --create-home --shell /bin/bash node',
  ];
}

/** npm tells a script's programs where it lies itself. */
function npmFolder(): string {
  const folder = dirname(dirname(process.env.npm_execpath ?? ""));
  if (existsSync(join(folder, "bin", "npm-cli.js"))) return folder;
  throw new Error("npm_execpath does not name npm's own program; start this by `npm run test:container`");
}
