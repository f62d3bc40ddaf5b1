import fc from "fast-check";
import { allocateFrontends, type Claim } from "../../../local/loadBalancer/frontends";

const PREFIX = "203.0.113.0/24";
const SMALL = "203.0.113.0/28";

function claim(uid: string, changes: Partial<Claim> = {}): Claim {
  return { uid, created: "2026-01-01T00:00:00Z", held: undefined, requested: undefined, ...changes };
}

const addressesOf = (prefix: string, claims: readonly Claim[]): Record<string, string> =>
  Object.fromEntries(allocateFrontends(prefix, claims).addresses);

it("gives out the lowest free addresses from .10 on", () => {
  expect(addressesOf(PREFIX, [claim("a"), claim("b", { held: "203.0.113.11" }), claim("c")])).toEqual({
    a: "203.0.113.10",
    b: "203.0.113.11",
    c: "203.0.113.12",
  });
});

it("gives a request its address before those without a wish", () => {
  const claims = [claim("a"), claim("b", { requested: "203.0.113.10", created: "2026-01-02T00:00:00Z" })];
  expect(addressesOf(PREFIX, claims)).toEqual({ a: "203.0.113.11", b: "203.0.113.10" });
});

it("moves a service to the address it asks for now", () => {
  expect(addressesOf(PREFIX, [claim("a", { held: "203.0.113.10", requested: "203.0.113.99" })])).toEqual({
    a: "203.0.113.99",
  });
});

it.each([
  ["another has it", "203.0.113.10", "another Service has this address"],
  ["it is not the lab's", "198.51.100.10", "the lab's public addresses are 203.0.113.0/24 from .10 on"],
  ["it is below the first", "203.0.113.9", "the lab's public addresses are 203.0.113.0/24 from .10 on"],
  ["it is the broadcast address", "203.0.113.255", "the lab's public addresses are"],
])("keeps what a service held when its request fails because %s", (_, requested, rule) => {
  const claims = [claim("a", { held: "203.0.113.10" }), claim("b", { held: "203.0.113.11", requested })];
  const { addresses, problems } = allocateFrontends(PREFIX, claims);
  expect(addresses.get("b")).toBe("203.0.113.11");
  expect(problems.get("b")).toMatchObject({ key: "loadBalancerIP", value: requested });
  expect(problems.get("b")?.rule).toContain(rule);
  expect(problems.has("a")).toBe(false);
});

it("tells whom it has nothing left for", () => {
  const claims = ["a", "b", "c", "d", "e", "f"].map((uid) => claim(uid));
  const { addresses, problems } = allocateFrontends(SMALL, claims);
  expect([...addresses.values()]).toEqual([10, 11, 12, 13, 14].map((last) => `203.0.113.${last}`));
  expect(problems.get("f")?.rule).toBe("203.0.113.0/28 has 5 addresses to give");
});

describe("whatever is claimed", () => {
  const address = fc.integer({ min: 8, max: 16 }).map((last) => `203.0.113.${last}`);
  const claims = fc.uniqueArray(
    fc.record({
      uid: fc.string({ minLength: 1, maxLength: 3 }),
      created: fc.integer({ min: 0, max: 3 }).map(String),
      held: fc.option(address, { nil: undefined }),
      requested: fc.option(address, { nil: undefined }),
    }),
    { selector: ({ uid }) => uid, maxLength: 8 },
  );
  const pool = new Set([10, 11, 12, 13, 14].map((last) => `203.0.113.${last}`));

  it("gives each address once and only the pool's", () => {
    fc.assert(
      fc.property(claims, (all) => {
        const given = [...allocateFrontends(SMALL, all).addresses.values()];
        expect(new Set(given).size).toBe(given.length);
        expect(given.filter((one) => !pool.has(one))).toEqual([]);
      }),
    );
  });

  it("leaves nobody without both an address and a reason, and no address unused meanwhile", () => {
    fc.assert(
      fc.property(claims, (all) => {
        const { addresses, problems } = allocateFrontends(SMALL, all);
        const without = all.filter(({ uid }) => !addresses.has(uid));
        expect(without.filter(({ uid }) => !problems.has(uid))).toEqual([]);
        if (without.some(({ requested }) => requested === undefined)) expect(addresses.size).toBe(pool.size);
      }),
    );
  });

  it("changes nothing for those who stay, whoever comes or goes", () => {
    fc.assert(
      fc.property(
        claims,
        claims,
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        (all, news, stays) => {
          const before = allocateFrontends(SMALL, all).addresses;
          const settled = all
            .filter(({ uid }, index) => before.has(uid) && stays[index] === true)
            .map((one) => ({ ...one, held: before.get(one.uid), requested: undefined }));
          const known = new Set(settled.map(({ uid }) => uid));
          const fresh = news.filter(({ uid }) => !known.has(uid)).map((one) => ({ ...one, held: undefined }));
          const after = allocateFrontends(SMALL, [...settled, ...fresh]).addresses;
          expect(settled.map(({ uid }) => after.get(uid))).toEqual(settled.map(({ held }) => held));
        },
      ),
    );
  });

  it("does not depend on the order in which claims are told", () => {
    fc.assert(
      fc.property(claims, (all) => {
        expect(addressesOf(SMALL, [...all].reverse())).toEqual(addressesOf(SMALL, all));
      }),
    );
  });
});
