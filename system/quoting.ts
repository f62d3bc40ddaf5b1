import { stringify } from "yaml";

/**
 * YAML that every reader takes for the same values: each text is quoted. Kubernetes' programs read YAML 1.1, where a stack called
 * `off` or `1e3` would be a boolean or a number. Keys are not quoted, so they must be names of the program's own.
 */
export function yamlText(value: unknown): string {
  return stringify(value, { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 });
}

/** A text as TOML: JSON's escapes are TOML's too, and DEL, which JSON lets through, has one. */
export function tomlText(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}

/** A text as one word of a POSIX shell; in quotes only where it needs them. */
export function shellWord(text: string): string {
  return /^[\w./:@=,+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
