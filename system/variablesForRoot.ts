import kept from "./keptVariables.json";

/** What sudo has to be told so that a program of root's has the user's variables, as arguments. */
export interface VariablesForRoot {
  /** `NAME=value`, for `env`. */
  readonly named: readonly string[];
  /** An option of sudo that names variables and tells no value; none where there are none. */
  readonly preserved: readonly string[];
}

export function variablesForRoot(env: NodeJS.ProcessEnv): VariablesForRoot {
  const [named, preserved] = [new RegExp(kept.named), new RegExp(kept.preserved)];
  const names = Object.keys(env).filter((name) => preserved.test(name));
  return {
    named: Object.entries(env)
      .filter(([name]) => named.test(name))
      .map(([name, value = ""]) => `${name}=${value}`),
    preserved: names.length === 0 ? [] : [`--preserve-env=${names.join(",")}`],
  };
}
