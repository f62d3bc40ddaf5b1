import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { KEYS, labProblems, NAMESPACE } from "../../config/labConfig";
import { configDefaults, sealedKeys, stackConfig } from "../../config/stackFile";
import { projectDirectory } from "../../system/paths";

interface Schema {
  readonly name: string;
  readonly config: Readonly<Record<string, { type: string; description: string; default: unknown }>>;
}

const schema = parse(readFileSync(join(projectDirectory, "Pulumi.yaml"), "utf8")) as Schema;

/** `pulumi new` adds a key of the engine's own. */
const OWN = Object.entries(schema.config).filter(([key]) => !key.includes(":"));

describe("Pulumi.yaml", () => {
  it("names the namespace that the program reads", () => {
    expect(schema.name).toBe(NAMESPACE);
  });

  it("has every key the program reads and no other", () => {
    expect(OWN.map(([key]) => key)).toEqual(KEYS);
  });

  it.each(OWN)("explains %s and gives it a default of its type", (_, field) => {
    const types = { string: "string", integer: "number", boolean: "boolean", array: "object" };
    expect(field.description).toMatch(/^\S.{20,}\.$/s);
    expect(typeof field.default).toBe(types[field.type as keyof typeof types]);
  });

  it("has defaults that work", () => {
    expect(labProblems(configDefaults(), "local")).toEqual([]);
  });
});

describe("stackConfig", () => {
  it("lays the stack's file over the defaults", () => {
    const file = parse(readFileSync(join(projectDirectory, "Pulumi.local.yaml"), "utf8")) as {
      config: Record<string, unknown>;
    };
    expect(Object.values(file.config)).toEqual(["local"]);
    expect(stackConfig("local")).toEqual({ ...configDefaults(), ...file.config });
  });

  it("adds the namespace to the keys of a file that leaves it out", () => {
    // Others may have been set since.
    expect(stackConfig("dev")).toMatchObject({ [`${NAMESPACE}:target`]: "azure" });
    expect(Object.keys(stackConfig("dev")).sort()).toEqual(KEYS.map((key) => `${NAMESPACE}:${key}`).sort());
  });

  it("has the defaults for a stack without a file", () => {
    expect(stackConfig("no-such-stack")).toEqual(configDefaults());
  });

  it("finds nothing wrong with the stack that comes with the project", () => {
    expect(labProblems(stackConfig("local"), "local")).toEqual([]);
  });

  it("finds of the stack on Azure at most that nobody said whose it is, how long it lives and who may come in", () => {
    const missing = ["allowedSourceRanges", "sshPublicKey", "owner", "expiresAt"];
    const found = labProblems(stackConfig("dev"), "dev").map(({ key }) => key);
    expect(found.filter((key) => !missing.includes(key))).toEqual([]);
  });
});

test("the keys that only the engine can read are told by their encryption", () => {
  const sealed = { secure: "v1:abc" };
  const raw = { [`${NAMESPACE}:sshPublicKey`]: sealed, [`${NAMESPACE}:zones`]: ["1"], "other:key": sealed };
  expect(sealedKeys(raw)).toEqual(["sshPublicKey"]);
});
