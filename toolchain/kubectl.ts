import { firstExecutable, foldersOf } from "../system/executables";
import { cachedProgram } from "./find";
import { ProblemsError } from "../system/problems";

/** The lab's own kubectl, or else the user's: for clusters that the lab's other programs have no part in. */
export function findKubectl(path?: string): string | undefined {
  return cachedProgram(["kubernetes", "kubectl"], "kubectl") ?? firstExecutable(foldersOf(path), "kubectl");
}

/** {@link findKubectl}. @throws ProblemsError when there is none. */
export function requireKubectl(): string {
  const found = findKubectl();
  if (found !== undefined) return found;
  throw new ProblemsError([
    {
      key: "kubectl",
      value: "not found",
      rule: "talking to the cluster takes it",
      wayOut: "Run `npx lab prepare`, or install kubectl and have it in PATH",
    },
  ]);
}
