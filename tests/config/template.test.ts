import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { KEYS, NAMESPACE } from "../../config/labConfig";
import { projectDirectory } from "../../system/paths";
import { PROJECT_NAME } from "../../system/project";

interface Project {
  readonly name: string;
  readonly template?: {
    readonly config: Readonly<Record<string, { description: string; default?: string }>>;
  };
}

const project = parse(readFileSync(join(projectDirectory, "Pulumi.yaml"), "utf8")) as Project;

/** The checkout's sources. */
function* files(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (["node_modules", ".git"].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (/\.(ts|js|mjs|json|ya?ml|md|sh|conf)$/.test(entry.name)) yield path;
  }
}

describe("a project made by pulumi new", () => {
  it("has its name wherever the program needs it", () => {
    expect([PROJECT_NAME, NAMESPACE]).toEqual([project.name, project.name]);
  });

  it("has stacks' settings without a name in front, so that they are of whatever name", () => {
    const dev = readFileSync(join(projectDirectory, "Pulumi.dev.yaml"), "utf8");
    const keys = Object.keys((parse(dev) as { config: object }).config);
    // Where settings have been set since, the engine has put the project's own name there.
    expect(keys.map((key) => key.replace(`${project.name}:`, ""))).toEqual(
      expect.arrayContaining(["target", "location", "clients", "debugger"]),
    );
    expect(keys.filter((key) => key.includes(":") && !key.startsWith(`${project.name}:`))).toEqual([]);
  });

  it("is asked only for what can be set", () => {
    // The engine takes the part out of a project that it makes.
    const asked = Object.entries(project.template?.config ?? {});
    expect(asked.filter(([key]) => !KEYS.includes(key))).toEqual([]);
    for (const [, { description }] of asked) expect(description).toMatch(/^[A-Z].{20,}[^.]$/);
  });

  it("has no file in which the engine would fill in what is no blank", () => {
    // Put together here, or this file would have it.
    const blanks = ["PROJECT", "DESCRIPTION"].map((word) => `\${${word}}`);
    const blanked = [...files(projectDirectory)].filter((path) => {
      const text = readFileSync(path, "utf8");
      return blanks.some((blank) => text.includes(blank));
    });
    expect(blanked).toEqual([]);
  });
});
