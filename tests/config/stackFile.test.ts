import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { KEYS, labProblems, NAMESPACE } from "../../config/labConfig";
import { configDefaults, stackConfig } from "../../config/stackFile";
import { projectDirectory } from "../../system/paths";

interface Schema {
  readonly name: string;
  readonly config: Readonly<Record<string, { type: string; description: string; default: unknown }>>;
}

const schema = parse(readFileSync(join(projectDirectory, "Pulumi.yaml"), "utf8")) as Schema;

describe("Pulumi.yaml", () => {
  it("names the namespace that the program reads", () => {
    expect(schema.name).toBe(NAMESPACE);
  });

  it("has every key the program reads and no other", () => {
    expect(Object.keys(schema.config)).toEqual(KEYS);
  });

  it.each(Object.entries(schema.config))("explains %s and gives it a default of its type", (_, field) => {
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
    expect(file.config["aks-lb-lab:target"]).toBe("local");
    expect(stackConfig("local")).toEqual({ ...configDefaults(), ...file.config });
  });

  it("has the defaults for a stack without a file", () => {
    expect(stackConfig("no-such-stack")).toEqual(configDefaults());
  });

  it("finds nothing wrong with the stack that comes with the project", () => {
    expect(labProblems(stackConfig("local"), "local")).toEqual([]);
  });
});
