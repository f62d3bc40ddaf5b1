import type { Path } from "../join/path";

/** Something that may be known of a path, as text. */
export type Trait = (path: Path) => string | null;

export const entryNode: Trait = (path) => path.entryNode;
export const pod: Trait = (path) => path.pod;
export const sourcePort: Trait = (path) => (path.clientPort === null ? null : String(path.clientPort));

/** How many paths have which value, the most frequent first; paths of which it is not known are left out. */
export function tally(paths: readonly Path[], trait: Trait): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const value = trait(path);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

/** "node2 7, node1 3" */
export function tallyText(counts: ReadonlyMap<string, number>): string {
  return counts.size === 0 ? "none" : [...counts].map(([value, count]) => `${value} ${count}`).join(", ");
}

/** "1 source port", "3 entry nodes" */
export function quantity(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** 0.6667 -> "67 %" */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
