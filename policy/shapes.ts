/** What the rules read of a resource's inputs. Nothing has checked them yet, so that each part may be missing or anything. */
export type Props = Readonly<Record<string, unknown>>;

/** A resource as the program asks for it. */
export interface Asked {
  readonly type: string;
  readonly props: Props;
  /** The URN of its provider, when it has one of its own. */
  readonly provider?: string | undefined;
}

/** The part called `key`, an object; an empty one where there is none. */
export function part(props: Props, key: string): Props {
  const value = props[key];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Props) : {};
}

/** The list of objects called `key`; an empty one where there is none. */
export function parts(props: Props, key: string): readonly Props[] {
  const value = props[key];
  return Array.isArray(value) ? (value as readonly Props[]) : [];
}

/** The text called `key`; an empty one where there is none. */
export function textOf(props: Props, key: string): string {
  const value = props[key];
  return typeof value === "string" ? value : "";
}

/** The texts called `key`; none where there are none. */
export function texts(props: Props, key: string): readonly string[] {
  const value = props[key];
  return Array.isArray(value) ? value.map(String) : [];
}
