import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory, stateDirectory } from "../../system/paths";

/** Where plain Pulumi looks for the settings of `stack`. */
export function stackFile(stack: string): string {
  return join(projectDirectory, `Pulumi.${stack}.yaml`);
}

/**
 * A fresh copy of the stack's settings, to be given to the engine by `--config-file`. The engine writes into the file that it is
 * given, and what a command of the lab sets for a while must not outlive it, whatever ends it.
 */
export function copyStackFile(stack: string): string {
  const directory = join(stateDirectory(), "stack-files");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const copy = join(directory, `Pulumi.${stack}.yaml`);
  rmSync(copy, { force: true });
  if (read(stackFile(stack)) !== undefined) copyFileSync(stackFile(stack), copy);
  return copy;
}

/** Does `action` and puts the stack's file back as {@link rememberStackFile} does. */
export async function keepingStackFile<T>(stack: string, action: () => Promise<T>): Promise<T> {
  const putBack = rememberStackFile(stack);
  try {
    return await action();
  } finally {
    putBack();
  }
}

/** What it returns puts the stack's file back as it is now, byte for byte; one that is not there is removed. */
export function rememberStackFile(stack: string): () => void {
  const path = stackFile(stack);
  const before = read(path);
  return () => {
    if (before === undefined) rmSync(path, { force: true });
    else writeFileSync(path, before);
  };
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
