import { delimiter, join } from "node:path";
import { isComplete, isExecutable } from "./find";
import { programFolder } from "./pins";
import { modulesOf } from "./programs";
import { ProblemsError } from "../system/problems";

/** The lab's own kubectl, or else the user's: for clusters that the lab's other programs have no part in. */
export function findKubectl(path = process.env.PATH ?? ""): string | undefined {
  return (
    own() ??
    path
      .split(delimiter)
      .map((folder) => join(folder, "kubectl"))
      .find(isExecutable)
  );
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

function own(): string | undefined {
  return modulesOf(["kubernetes", "kubectl"])
    .filter((module) => isComplete(module, programFolder(module)))
    .map((module) => join(programFolder(module), "kubectl"))[0];
}
