import { NAMESPACE, type RawConfig } from "../../config/labConfig";
import { configDefaults } from "../../config/stackFile";

const DEFAULTS = configDefaults();

/** The schema's defaults with some keys set otherwise; the keys are short ones. */
export function raw(set: Readonly<Record<string, unknown>> = {}): RawConfig {
  const full = Object.entries(set).map(([key, value]) => [`${NAMESPACE}:${key}`, value] as const);
  return { ...DEFAULTS, ...Object.fromEntries(full) };
}

/** What the engine makes of it: text, and JSON where there is more to a value. */
export function asEngineGives(config: RawConfig): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
