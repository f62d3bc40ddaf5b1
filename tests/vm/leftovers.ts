/** Kinds of things that a machine has, each as lines that name one thing. */
export type HostSide = Readonly<Record<string, readonly string[]>>;

/** One line for each thing that is in `after` and was not in `before`, or is there more often. */
export function leftovers(before: HostSide, after: HostSide): string[] {
  return Object.entries(after).flatMap(([kind, things]) => {
    const known = [...(before[kind] ?? [])];
    return things.flatMap((thing) => {
      const index = known.indexOf(thing);
      if (index === -1) return [`${kind}: ${thing}`];
      known.splice(index, 1);
      return [];
    });
  });
}
