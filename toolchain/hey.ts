import { delimiter, dirname } from "node:path";
import { firstExecutable, foldersOf } from "../system/executables";
import { ensurePackages } from "../system/packages";
import { ProblemsError } from "../system/problems";
import type { Progress } from "../system/progress";
import { cachedProgram } from "./find";
import { prepareToolchain } from "./prepare";

/**
 * The folder to put first in PATH so that `hey` is there, this machine's own or the lab's; nothing where there is none.
 * @param path the user's PATH
 */
export function heyFolder(path?: string): string | undefined {
  const found = firstExecutable(foldersOf(path), "hey") ?? cachedProgram(["hey"], "hey");
  return found === undefined ? undefined : dirname(found);
}

/** `argv` as it runs where `hey` is on PATH behind everything else, which sudo would cut down; as it is where there is none. */
export function withHey(argv: readonly string[], path = process.env.PATH ?? ""): readonly string[] {
  const folder = heyFolder(path);
  return folder === undefined ? argv : ["env", `PATH=${path}${delimiter}${folder}`, ...argv];
}

/**
 * Has `hey`, the seed's own sender, on this machine: what is there already, otherwise built where there is a Go, otherwise Debian's
 * package where it may be installed. No lab needs it, so nothing else asks for it.
 * @throws ProblemsError that says why neither way is open.
 */
export async function ensureHey(progress: Progress): Promise<void> {
  if (heyFolder() !== undefined) return;
  const problems = [];
  const ways = [
    () => prepareToolchain({ progress, modules: ["hey"] }),
    () => ensurePackages({ progress, purposes: ["hey"] }),
  ];
  for (const way of ways) {
    try {
      await way();
      return;
    } catch (error) {
      if (error instanceof ProblemsError) problems.push(...error.problems);
      else problems.push({ key: "hey", value: String(error), rule: "building it failed", wayOut: "" });
    }
  }
  throw new ProblemsError([
    {
      key: "hey",
      value: `not found on PATH (${problems.map(({ key, value }) => `${key}: ${value}`).join("; ")})`,
      rule: "`lab exec … -- hey` runs this machine's",
      wayOut: "Install it with `sudo apt-get install hey`, or Go from https://go.dev/dl and try again",
    },
  ]);
}
