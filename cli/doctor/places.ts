import { dirname } from "node:path";
import { check, type Check } from "./check";

/** Whose mounts hide a folder: the whole lab's or, beside that, each node's. */
const HIDDEN = "/run";

/** A folder or program that the lab needs in its own mounts: what it is, where it really lies, and how to have it elsewhere. */
export interface NeededPath {
  readonly name: string;
  /** Absolute, without links. */
  readonly path: string;
  readonly wayOut: string;
}

/** Folders and programs in places that a lab covers by mounts of its own; those below /var/lib and /var/log are shown to nodes again. */
export function placesCheck(paths: readonly NeededPath[]): Check {
  const hidden = paths.filter(({ path }) => path === HIDDEN || path.startsWith(`${HIDDEN}/`));
  return check(
    "places",
    `caches, state, checkout, programs not in ${HIDDEN}`,
    hidden.length === 0 ? "elsewhere" : hidden.map(({ name, path }) => `${name} ${path}`).join(", "),
    hidden.length === 0,
    hidden.map(({ wayOut }) => wayOut).join("; "),
  );
}

/**
 * The folder of PATH from which `program` comes, unless another one that is not hidden has it as well.
 * @param has whether a path is an executable file.
 */
export function hiddenProgram(
  program: string,
  folders: readonly string[],
  has: (path: string) => boolean,
): string | undefined {
  const found = folders.map((folder) => `${folder}/${program}`).filter(has);
  if (found.some((path) => !path.startsWith(`${HIDDEN}/`))) return undefined;
  return found[0] === undefined ? undefined : dirname(found[0]);
}
