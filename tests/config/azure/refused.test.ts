import { AZURE_FIELDS, AZURE_RULES } from "../../../config/azure/target";
import { labConfig, labProblems, NAMESPACE } from "../../../config/labConfig";
import { describe as onOneLine, ProblemsError } from "../../../system/problems";
import { asEngineGives, azureRaw } from "../raw";
import { BAD_CONFIGS, rawOf, type BadConfig } from "./badConfigs";

const problemsOf = (bad: BadConfig) => labProblems(rawOf(bad), bad.stack ?? "dev");
const titled = BAD_CONFIGS.map((bad) => [`${bad.breaks}: ${bad.says}`, bad] as const);

/** What is checked before and beside the rules. */
const OTHERS = ["target: read", "unknown key", "stack: a lab's name", "stack: a name on Azure"];
const READ = Object.keys(AZURE_FIELDS).map((key) => `${key}: read`);

describe("a bad configuration on Azure", () => {
  it.each(titled)("%s", (_, bad) => {
    const [only, ...rest] = problemsOf(bad);
    expect(rest).toEqual([]);
    expect(only?.key).toBe(bad.key ?? bad.breaks.split(":")[0]);
    expect(onOneLine(only ?? { key: "", value: "", rule: "", wayOut: "" })).toContain(bad.says);
    expect(only?.wayOut).toMatch(/^\S.{5,}/);
  });

  it("is one of a hundred at least, and each has its own message", () => {
    const messages = BAD_CONFIGS.map((bad) => problemsOf(bad).map(onOneLine).join("\n"));
    expect(BAD_CONFIGS.length).toBeGreaterThanOrEqual(100);
    expect(messages.filter((message, index) => messages.indexOf(message) !== index)).toEqual([]);
  });

  it("is there for every rule, and for none that is none", () => {
    const rules = [...AZURE_RULES.map(({ name }) => name), ...READ, ...OTHERS];
    expect([...new Set(BAD_CONFIGS.map(({ breaks }) => breaks))].sort()).toEqual([...new Set(rules)].sort());
  });

  it.each(AZURE_RULES.map((rule) => [rule.name, rule] as const))(
    "breaks %s itself by its example",
    (name, rule) => {
      const examples = BAD_CONFIGS.filter(({ breaks }) => breaks === name);
      const found = examples.map((bad) => ({ ...read(bad), name: bad.stack ?? "dev" })).map(rule.problems);
      expect(found.map(({ length }) => length)).toEqual(examples.map(() => 1));
    },
  );

  it("is the same as the engine's text", () => {
    // Only what is a string by mistake in YAML, such as a number where text belongs, is text from the engine on.
    const texts = BAD_CONFIGS.filter(({ set }) =>
      Object.values(set).every((value) => typeof value !== "number"),
    );
    for (const bad of texts.filter(({ breaks }) => !breaks.endsWith(": read"))) {
      expect(labProblems(asEngineGives(rawOf(bad)), bad.stack ?? "dev")).toEqual(problemsOf(bad));
    }
  });

  it("has all its problems told at once", () => {
    const set = {
      nodeCount: 0,
      vmSize: "Standard_B2s",
      owner: "",
      expiresAt: "soon",
      podCidr: "10.240.0.0/16",
    };
    const raw = azureRaw({ ...set, allowedSourceRanges: ["0.0.0.0/0", "10.0.0.1/8"], sshPublicKey: "" });
    const keys = labProblems(raw, "dev-").map(({ key }) => key);
    expect(keys.sort()).toEqual(
      [
        ...Object.keys(set),
        "allowedSourceRanges[0]",
        "allowedSourceRanges[1]",
        "sshPublicKey",
        "stack",
      ].sort(),
    );
    expect(() => labConfig(raw, "dev-")).toThrow(ProblemsError);
  });

  it("shows no private key, and no more of a long value than tells what it is", () => {
    const key = `-----BEGIN OPENSSH PRIVATE KEY-----\nsecret\n`;
    expect(JSON.stringify(labProblems(azureRaw({ sshPublicKey: key }), "dev"))).not.toContain("secret");
    const [long] = labProblems(azureRaw({ owner: "o".repeat(300) }), "dev");
    expect(long?.value).toBe(`${"o".repeat(100)}…`);
  });
});

/** The values of a configuration as the rules get them. */
function read(bad: BadConfig): Record<string, unknown> {
  const raw = rawOf(bad);
  const values: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(AZURE_FIELDS)) {
    const reading = field(raw[`${NAMESPACE}:${key}`]);
    if ("value" in reading) values[key] = reading.value;
  }
  return values;
}
