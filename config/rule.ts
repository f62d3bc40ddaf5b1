import type { Problem } from "../system/problems";

/** What a value breaks, and the way out. */
export type Breach = Pick<Problem, "rule" | "wayOut">;

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
      return found === undefined ? [] : [{ key, value: written(value), ...found }];
    },
  };
}

export function broken<Values>(rules: readonly Rule<Values>[], values: Partial<Values>): Problem[] {
  return rules.flatMap(({ problems }) => problems(values));
}

/** Longer values only hide what is said about them. */
const LONGEST = 100;

/** A value as its problem shows it. */
export function written(value: unknown): string {
  if (value === undefined) return "(not set)";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
