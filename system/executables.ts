import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Whether `path` is a file that this user may run. A link to a program that has gone is none. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The folders of a value of PATH, in their order; this process's unless told. */
export function foldersOf(path = process.env.PATH ?? ""): string[] {
  return path.split(delimiter).filter(Boolean);
}

/** The path of `program` in the first of `folders` that has it. */
export function firstExecutable(folders: readonly string[], program: string): string | undefined {
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}
