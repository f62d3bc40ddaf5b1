import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../system/command";
import { shellWord } from "../../system/quoting";
import { watch } from "../../system/watchedCommand";
import type { DebianSources } from "./debianSources";
import { RECIPES, type Recipe } from "./recipes";

/** The keys of Debian's archive where its package puts them; apt's older place is looked at anyway. */
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

export interface MakeOptions {
  /** Hears what is being done. */
  readonly tell: (state: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Unpacks the packages of `recipe` and all they depend on, finishes them by its scripts, and packs the result as the tar
 * `layer`. Works in `folder`. Takes root.
 * @throws CommandError with the words of the program that failed.
 */
export async function makeLayer(
  recipe: Recipe,
  sources: DebianSources,
  folder: string,
  layer: string,
  { tell, signal }: MakeOptions,
): Promise<void> {
  const root = join(folder, "root");
  const options = signal === undefined ? {} : { signal };
  await watch(
    unpackCommand(recipe, sources.suite, root),
    (line) => {
      tell(line.replace(/^I: /, ""));
    },
    { input: `${sources.lines.join("\n")}\n`, ...options },
  );
  tell("finishing");
  for (const script of ["slim.sh", recipe.script]) await run(["sh", join(RECIPES, script), root], options);
  await run(
    [
      "tar",
      "--create",
      "--file",
      layer,
      "--directory",
      root,
      "--sort=name",
      "--numeric-owner",
      "--xattrs",
      ".",
    ],
    options,
  );
}

/** In mounts of its own: what mmdebstrap mounts into the root must not be there when the root is removed again. */
function unpackCommand(recipe: Recipe, suite: string, root: string): string[] {
  return [
    ...["unshare", "--mount", "--propagation", "private"],
    ...["mmdebstrap", "--mode=root", "--variant=extract", "--format=directory", "--skip=output/dev"],
    ...(existsSync(KEYRING) ? [`--keyring=${KEYRING}`] : []),
    `--setup-hook=sh ${shellWord(join(RECIPES, "merge-usr.sh"))} "$1"`,
    `--include=${recipe.packages.join(",")}`,
    ...[suite, root, "-"],
  ];
}
