import fc from "fast-check";
import { numberRequests } from "../../../experiments/join/requestNumbers";

/** What every list comes to: each id by its first place among the different ones. */
function reference(ids: readonly string[]) {
  const different = [...new Set(ids)];
  return (id: string) => (different.includes(id) ? different.indexOf(id) : undefined);
}

describe("the number of a request", () => {
  test.each([
    {
      name: "ids as the lab makes them",
      ids: ["k3f9-affinity-001", "k3f9-affinity-002", "k3f9-affinity-100"],
    },
    { name: "in another order", ids: ["r-3", "r-1", "r-2"] },
    { name: "told twice", ids: ["r-1", "r-1", "r-2"] },
    { name: "of different lengths", ids: ["r-9", "r-10"] },
    { name: "with leading zeros", ids: ["r-1", "r-01", "r-001"] },
    { name: "with other heads", ids: ["a-1", "b-1"] },
    { name: "far apart", ids: ["r-000000001", "r-999999999"] },
    { name: "digits only", ids: ["1", "2"] },
    { name: "without digits", ids: ["one", "two"] },
    { name: "a name that every object has", ids: ["__proto__", "constructor"] },
    { name: "an empty one", ids: [""] },
    { name: "none", ids: [] },
  ])("is its place: $name", ({ ids }) => {
    const numbers = numberRequests(ids);
    const expected = reference(ids);
    expect(numbers.count).toBe(new Set(ids).size);
    const others = ["r-4", "r-0000000001", "r-1x", "r-", "x", "", "k3f9-affinity-003", "toString"];
    for (const id of [...ids, ...others]) {
      expect([id, numbers.of(id, 0)]).toEqual([id, expected(id)]);
      expect([id, numbers.of(`/r/${id}`, 3)]).toEqual([id, expected(id)]);
    }
  });

  test("is the same whichever way ids are found", () => {
    const id = fc.oneof(
      fc.tuple(fc.constantFrom("r-", "k3f9-x-", "9"), fc.nat({ max: 40 })).map(([head, n]) => `${head}${n}`),
      fc.nat({ max: 40 }).map((n) => `r-${String(n).padStart(3, "0")}`),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(id, { maxLength: 30 }), fc.array(id), (ids, asked) => {
        const numbers = numberRequests(ids);
        const expected = reference(ids);
        for (const each of [...ids, ...asked]) expect(numbers.of(each, 0)).toBe(expected(each));
      }),
    );
  });
});
