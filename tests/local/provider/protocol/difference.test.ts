import fc from "fast-check";
import { compare, formatPath, type Path } from "../../../../local/provider/protocol/difference";
import type { Properties } from "../../../../local/provider/protocol/value";

const never = () => false;

/** Changes as `kind path`, with a `!` where they replace. */
function told(before: Properties, after: Properties, replaces: (path: Path) => boolean = never): string[] {
  return compare(before, after, replaces).map(
    (change) => `${change.kind} ${formatPath(change.path)}${change.replaces ? "!" : ""}`,
  );
}
import { objects } from "./arbitraries";

describe("compare", () => {
  it.each<[string, Properties, Properties, string[]]>([
    ["a leaf", { spec: { affinity: "None" } }, { spec: { affinity: "ClientIP" } }, ["update spec.affinity"]],
    ["one more", { a: 1 }, { a: 1, b: { c: 2 } }, ["add b"]],
    ["one less", { a: 1, b: { c: 2 } }, { a: 1 }, ["delete b"]],
    ["undefined as absent", { a: 1, b: undefined }, { a: 1 }, []],
    ["list items by position", { l: [1, 2, 3] }, { l: [1, 4] }, ["update l[1]", "delete l[2]"]],
    ["a list that grows", { l: [{ p: 80 }] }, { l: [{ p: 81 }, { p: 443 }] }, ["update l[0].p", "add l[1]"]],
    ["another kind of value", { a: { b: 1 } }, { a: [1] }, ["update a"]],
    ["null against nothing", { a: null }, {}, ["delete a"]],
    ["text against number", { a: "1" }, { a: 1 }, ["update a"]],
  ])("sees %s", (_, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });

  it("asks for each change whether it replaces", () => {
    const replaces = ([first]: Path) => first === "name";
    expect(told({ name: "a", size: 1 }, { name: "b", size: 2 }, replaces)).toEqual([
      "update name!",
      "update size",
    ]);
  });

  it("sees nothing between equal values, and something between others", () => {
    fc.assert(
      fc.property(objects, objects, (one, other) => {
        expect(told(one, structuredClone(one))).toEqual([]);
        const same = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        expect(told(one, other).length === 0).toBe(same);
      }),
    );
  });

  it("is its own mirror image", () => {
    const mirror = { add: "delete", delete: "add", update: "update" } as const;
    fc.assert(
      fc.property(objects, objects, (one, other) => {
        const there = compare(one, other, never).map(({ path, kind }) => [formatPath(path), mirror[kind]]);
        const back = compare(other, one, never).map(({ path, kind }) => [formatPath(path), kind]);
        expect(there.sort()).toEqual(back.sort());
      }),
    );
  });
});

describe("formatPath", () => {
  it.each<[Path, string]>([
    [["spec", "ports", 0, "port"], "spec.ports[0].port"],
    [["metadata", "labels", "app.kubernetes.io/name"], 'metadata.labels["app.kubernetes.io/name"]'],
    [["kebab-case", "x"], '["kebab-case"].x'],
    [["data", 'a"b'], 'data["a\\"b"]'],
    [[], ""],
  ])("writes %j as %s", (path, expected) => {
    expect(formatPath(path)).toBe(expected);
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? 0 : value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
