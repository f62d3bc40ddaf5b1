import type { Problem } from "../system/problems";

/** What a value breaks, and the way out. */
export interface Breach {
  readonly rule: string;
  readonly wayOut: string;
  /** What to show in place of the value, where that must not be shown or is none. */
  readonly shown?: string;
}

/** A rule about values that are each of the right form. */
export interface Rule<Values> {
  /** Its name among all rules, for tests that count them. */
  readonly name: string;
  /** What breaks it. A value that could not be read is missing here: it has its problem already. */
  readonly problems: (values: Partial<Values>) => Problem[];
}

/** A rule about the value of one key alone. */
export function about<Values, Key extends keyof Values & string>(
  key: Key,
  name: string,
  breach: (value: Exclude<Values[Key], undefined>) => Breach | undefined,
): Rule<Values> {
  return {
    name: `${key}: ${name}`,
    problems: (values) => {
      const value = values[key];
      if (value === undefined) return [];
      const found = breach(value as Exclude<Values[Key], undefined>);
      return found === undefined ? [] : [problemOf(key, value, found)];
    },
  };
}

/** A breach as the problem of `key`. */
export function problemOf(key: string, value: unknown, { rule, wayOut, shown }: Breach): Problem {
  return { key, value: shown ?? written(value), rule, wayOut };
}

/** All that breaks one of `rules`. */
export function broken<Values>(rules: readonly Rule<Values>[], values: Partial<Values>): Problem[] {
  return rules.flatMap(({ problems }) => problems(values));
}

/** How a value that is none is shown. */
export const NOT_SET = "(not set)";

/** Longer values only hide what is said about them. */
const LONGEST = 100;

/** A value as its problem shows it. */
export function written(value: unknown): string {
  if (value === undefined) return NOT_SET;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
