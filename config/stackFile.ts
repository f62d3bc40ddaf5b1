import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectDirectory } from "../system/paths";
import { NAMESPACE, type RawConfig } from "./labConfig";

interface ProjectFile {
  readonly config: Readonly<Record<string, { readonly default?: unknown }>>;
}

/** The defaults of Pulumi.yaml's schema, by full key. */
export function configDefaults(): RawConfig {
  const project = parse(readFileSync(join(projectDirectory, "Pulumi.yaml"), "utf8")) as ProjectFile;
  return Object.fromEntries(
    Object.entries(project.config)
      .filter(([, { default: value }]) => value !== undefined)
      .map(([key, { default: value }]) => [`${NAMESPACE}:${key}`, value]),
  );
}

/**
 * What the engine will hand to the program for the stack called `stack`: its file's values over the schema's defaults.
 * A stack without a file has the defaults.
 * @throws when the file is no YAML.
 */
export function stackConfig(stack: string): RawConfig {
  return { ...configDefaults(), ...fileConfig(fileOf(stack)) };
}

/**
 * Whether what nobody set for `stack` may be set all the same: by an environment of Pulumi ESC, which the stack's file imports and
 * only the engine resolves.
 */
export function importsEnvironment(stack: string): boolean {
  return stackFile(fileOf(stack)).environment !== undefined;
}

/** The project's own keys that the file of `stack` sets itself. */
export function keysInFile(stack: string): readonly string[] {
  return Object.keys(fileConfig(fileOf(stack))).map((key) => key.replace(`${NAMESPACE}:`, ""));
}

interface StackFile {
  readonly config?: RawConfig;
  readonly environment?: unknown;
}

function fileOf(stack: string): string {
  return join(projectDirectory, `Pulumi.${stack}.yaml`);
}

function fileConfig(path: string): RawConfig {
  return namespaced(stackFile(path).config ?? {});
}

function stackFile(path: string): StackFile {
  try {
    return (parse(readFileSync(path, "utf8")) as StackFile | null) ?? {};
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}

/** A stack's file may leave the project's own namespace out, as those of this project do until a setting is set. */
function namespaced(config: RawConfig): RawConfig {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${NAMESPACE}:${key}`, value]),
  );
}

/** The project's own keys whose values are encrypted in the stack's file: the engine alone can read them. */
export function sealedKeys(raw: RawConfig): readonly string[] {
  const prefix = `${NAMESPACE}:`;
  return Object.entries(raw).flatMap(([key, value]) => {
    const sealed = typeof value === "object" && value !== null && "secure" in value;
    return sealed && key.startsWith(prefix) ? [key.slice(prefix.length)] : [];
  });
}
