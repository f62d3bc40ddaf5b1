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
  return { ...configDefaults(), ...fileConfig(join(projectDirectory, `Pulumi.${stack}.yaml`)) };
}

function fileConfig(path: string): RawConfig {
  try {
    const file = parse(readFileSync(path, "utf8")) as { config?: RawConfig } | null;
    return namespaced(file?.config ?? {});
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
