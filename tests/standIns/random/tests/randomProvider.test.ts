import fc from "fast-check";
import { secret, type Properties } from "../../../../local/provider/protocol/value";
import { randomProvider } from "../randomProvider";
import { operation } from "../../../local/provider/protocol/operation";

const resource = (type: string) => {
  const found = randomProvider.resource(`random:index/random${type}:Random${type}`);
  if (found === undefined) throw new Error(`there is no Random${type}`);
  return found;
};

const draw = async (type: string, inputs: Properties, preview = false) =>
  resource(type).create({ token: "", inputs }, operation({ preview }));

describe("RandomString", () => {
  it("has the length and only the characters that are allowed", async () => {
    const classes = { lower: /[a-z]/, upper: /[A-Z]/, numeric: /[0-9]/, special: /[^A-Za-z0-9]/ };
    const allowed = fc.record({
      lower: fc.boolean(),
      upper: fc.boolean(),
      numeric: fc.boolean(),
      special: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 64 }), allowed, async (length, inputs) => {
        fc.pre(Object.values(inputs).includes(true));
        const { id, outputs } = await draw("String", { length, ...inputs });
        const result = outputs.result as string;
        expect(result).toHaveLength(length);
        expect(id).toBe(result);
        for (const [name, pattern] of Object.entries(classes)) {
          if (!inputs[name as keyof typeof inputs]) expect(result).not.toMatch(pattern);
        }
      }),
    );
  });

  it("draws from all characters unless told otherwise, and from special ones that are named", async () => {
    const { outputs } = await draw("String", { length: 2000, overrideSpecial: "%" });
    expect([...new Set(outputs.result as string)].sort().join("")).toBe(
      "%0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    );
  });

  it("fails where no character is allowed", async () => {
    const none = { lower: false, upper: false, numeric: false, special: false };
    await expect(draw("String", { length: 1, ...none })).rejects.toThrow("no characters are left");
  });
});

it("RandomPassword is secret, in its id too", async () => {
  const { id, outputs } = await draw("Password", { length: 20 });
  expect(id).toBe("none");
  expect(outputs).toEqual({
    length: 20,
    result: secret(expect.stringMatching(/^.{20}$/) as unknown as string),
  });
});

it("RandomInteger draws both bounds and nothing beyond", async () => {
  const drawn = await Promise.all(Array.from({ length: 200 }, () => draw("Integer", { min: 1, max: 3 })));
  expect([...new Set(drawn.map(({ outputs }) => outputs.result))].sort()).toEqual([1, 2, 3]);
  expect(drawn.map(({ id }) => Number(id))).toEqual(drawn.map(({ outputs }) => outputs.result));
});

it("RandomId writes the same bytes in four ways, after its prefix", async () => {
  const { id, outputs } = await draw("Id", { byteLength: 8, prefix: "p-" });
  const bytes = Buffer.from(id, "base64url");
  expect(bytes).toHaveLength(8);
  expect(outputs).toEqual({
    byteLength: 8,
    prefix: "p-",
    hex: `p-${bytes.toString("hex")}`,
    dec: `p-${bytes.readBigUInt64BE()}`,
    b64Std: `p-${bytes.toString("base64")}`,
    b64Url: `p-${id}`,
  });
});

it("RandomUuid is its own id", async () => {
  const { id, outputs } = await draw("Uuid", {});
  expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(outputs).toEqual({ result: id });
});

describe("every type", () => {
  it("draws nothing in a preview", async () => {
    expect(await draw("String", { length: 4 }, true)).toEqual({ id: "", outputs: { length: 4 } });
  });

  it("keeps what was drawn: reads it from the state, changes nothing without another input", async () => {
    const string = resource("String");
    const state = {
      token: "",
      id: "abcd",
      oldInputs: { length: 4 },
      oldOutputs: { length: 4, result: "abcd" },
    };
    expect(await string.read(state, operation())).toEqual({
      id: "abcd",
      inputs: { length: 4 },
      outputs: { length: 4, result: "abcd" },
    });
    expect(await string.diff({ ...state, news: { length: 4 } }, operation())).toEqual({ changes: [] });
  });

  it("is drawn anew when an input or a keeper changes", async () => {
    const state = { token: "", id: "abcd", oldInputs: { keepers: { a: "1" } }, oldOutputs: {} };
    const { changes } = await resource("Uuid").diff({ ...state, news: { keepers: { a: "2" } } }, operation());
    expect(changes).toEqual([{ path: ["keepers", "a"], kind: "update", replaces: true }]);
  });

  it("refuses inputs that it would not heed", async () => {
    const request = { token: "", name: "", olds: {}, randomSeed: new Uint8Array(), autonaming: undefined };
    const news = { length: 4, minLower: 2, keepers: {} };
    const { failures } = await resource("String").check({ ...request, news }, operation());
    expect(failures?.map(({ property }) => property)).toEqual(["minLower"]);
  });

  it("is known by its token only", () => {
    expect(randomProvider.resource("random:index/randomPet:RandomPet")).toBeUndefined();
    expect(randomProvider.resource("random:index/constructor:constructor")).toBeUndefined();
  });
});
