import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { parse } from "yaml";
import { shellWord, tomlText, yamlText } from "../../system/quoting";
import { RISKY_NAMES } from "./riskyNames";

const READERS = ["1.1", "1.2"] as const;

describe.each(READERS)("a reader of YAML %s", (version) => {
  it.each(RISKY_NAMES)("finds the text %j", (name) => {
    const value = { name, list: [name], inside: { name } };
    expect(parse(yamlText(value), { version })).toEqual(value);
  });

  it("finds any text, and no other value than was written", () => {
    const value = fc.dictionary(
      fc.stringMatching(/^[a-z]{2}[a-zA-Z.-]{3,9}$/),
      fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean(), fc.constant(null)),
    );
    fc.assert(
      fc.property(value, (one) => {
        expect(parse(yamlText(one), { version })).toEqual(one);
      }),
    );
  });
});

it("folds no line: a certificate is one", () => {
  expect(yamlText({ key: "a b".repeat(200) })).toBe(`key: "${"a b".repeat(200)}"\n`);
});

it.each([
  ["/run/containerd/containerd.sock", '"/run/containerd/containerd.sock"'],
  ['/a "b"/c\\d', '"/a \\"b\\"/c\\\\d"'],
  ["/a\u007fb", '"/a\\u007fb"'],
])("writes %j as TOML", (text, toml) => {
  expect(tomlText(text)).toBe(toml);
});

it.each(["plain", "", "two words", "it's", '$(id) `id` \\ "x"', "line\nbreak", "'", "*"])(
  "is one word of a shell: %j",
  (text) => {
    expect(execFileSync("sh", ["-c", `printf %s ${shellWord(text)}`], { encoding: "utf8" })).toBe(text);
  },
);
