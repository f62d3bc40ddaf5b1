import { isObject, own, type Properties, type Value } from "./value";

export type Path = readonly (string | number)[];

/** One property that a new version of a resource has otherwise. */
export interface Change {
  readonly path: Path;
  readonly kind: "add" | "delete" | "update";
  /** It cannot be changed in place: the resource is replaced. */
  readonly replaces: boolean;
  /** What changed is the thing itself, not what the program says of it. */
  readonly drifted?: boolean;
}

/** What distinguishes a resource from what it shall be. No changes: it is left alone. */
export interface Difference {
  readonly changes: readonly Change[];
  /** The new one cannot live beside the old one, as two of one name. */
  readonly deleteBeforeReplace?: boolean;
}

/** All changes from `before` to `after`, down to the single leaf; lists are compared by position. */
export function compare(
  before: Properties,
  after: Properties,
  replaces: (path: Path) => boolean,
): readonly Change[] {
  return changesAt([], before, after).map(({ path, kind }) => ({ path, kind, replaces: replaces(path) }));
}

function changesAt(
  path: Path,
  before: Value | undefined,
  after: Value | undefined,
): Pick<Change, "path" | "kind">[] {
  if (before === after) return [];
  if (before === undefined) return [{ path, kind: "add" }];
  if (after === undefined) return [{ path, kind: "delete" }];
  if (Array.isArray(before) && Array.isArray(after)) {
    const [old, now] = [before as readonly Value[], after as readonly Value[]];
    return Array.from({ length: Math.max(old.length, now.length) }, (_, index) =>
      changesAt([...path, index], old[index], now[index]),
    ).flat();
  }
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => changesAt([...path, key], own(before, key), own(after, key)));
  }
  return [{ path, kind: "update" }];
}

/** A path as the engine writes it: `spec.ports[0].port`, `metadata.labels["app.kubernetes.io/name"]`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    if (!/^[A-Za-z_$][\w$]*$/.test(part)) return `${text}["${part.replaceAll('"', '\\"')}"]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}
