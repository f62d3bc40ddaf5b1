import { Address4 } from "ip-address";
import { didYouMean } from "./didYouMean";

/** What a raw value came to: a value of the right form, or the rule it breaks and the way out. */
export type Reading<T> = { readonly value: T } | { readonly rule: string; readonly wayOut: string };

/**
 * Reads one key's raw value. Stack files hold values as YAML has them and the engine hands all of them over as text,
 * so `3` and `"3"` are both the integer.
 */
export type Field<T> = (raw: unknown) => Reading<T>;

export interface Bounds {
  readonly least: number;
  readonly most: number;
  /** Why there are such bounds, as the end of a sentence. */
  readonly because: string;
  readonly example: number;
}

/** A whole number within bounds. */
export function integer({ least, most, because, example }: Bounds): Field<number> {
  return (raw) => {
    const value = wholeNumber(raw);
    if (value !== undefined && value >= least && value <= most) return { value };
    return {
      rule: `must be a whole number from ${least} to ${most}, because ${because}`,
      wayOut: `For example ${example}`,
    };
  };
}

/** The port of a listener: 0 for a free one, or one that needs no privilege. */
export const port: Field<number> = (raw) => {
  const value = wholeNumber(raw);
  if (value === 0 || (value !== undefined && value >= 1024 && value <= 65535)) return { value };
  return { rule: "must be 0 or a port from 1024 to 65535", wayOut: "Set it to 0 for a free port" };
};

/** One of the words `allowed`, written just so; `note` ends the rule, where there is more to say. */
export function oneOf<const T extends string>(allowed: readonly T[], note = ""): Field<T> {
  const words = allowed.join(" or ");
  return (raw) => {
    const value = allowed.find((candidate) => candidate === raw);
    if (value !== undefined) return { value };
    const meant = typeof raw === "string" ? didYouMean(raw, allowed) : undefined;
    return {
      rule: `must be ${words}${note}`,
      wayOut: meant === undefined ? `Set it to ${words}` : `Did you mean ${meant}?`,
    };
  };
}

export const boolean: Field<boolean> = (raw) => {
  if (raw === true || raw === "true") return { value: true };
  if (raw === false || raw === "false") return { value: false };
  return { rule: "must be true or false", wayOut: "Set it to true or false" };
};

/** Text of a form, told in words and by an `example`. */
export function text(form: RegExp, rule: string, example: string): Field<string> {
  return (raw) =>
    typeof raw === "string" && form.test(raw) ? { value: raw } : { rule, wayOut: `For example ${example}` };
}

/** Any text, none as well: what it is to be is the rules' part. */
export const anyText: Field<string> = (raw = "") =>
  typeof raw === "string" ? { value: raw } : { rule: "must be text", wayOut: "Write it in quotes" };

/** An IPv4 network in its one proper form, `10.240.0.0/16`: no host bits, no leading zeros. */
export const network: Field<Address4> = (raw) => {
  if (typeof raw !== "string" || !raw.includes("/") || !Address4.isValid(raw)) {
    return { rule: "is not an IPv4 network", wayOut: "Write an address and a prefix, such as 10.240.0.0/16" };
  }
  const value = new Address4(raw);
  if (value.networkForm() === raw) return { value };
  return { rule: "has host bits set or is not in its short form", wayOut: `Write ${value.networkForm()}` };
};

export const address: Field<Address4> = (raw) => {
  if (typeof raw === "string" && !raw.includes("/") && Address4.isValid(raw)) {
    return { value: new Address4(raw) };
  }
  return { rule: "is not an IPv4 address", wayOut: "Write four numbers, such as 10.0.0.10" };
};

const ZONES: readonly unknown[] = ["1", "2", "3"];

/** Availability zones by their numbers, which are text to Azure and to the engine: a list, or JSON of one. */
export const zones: Field<readonly string[]> = (raw) => {
  const value = list(raw) ?? [];
  const proper = value.length > 0 && value.every((zone) => ZONES.includes(zone));
  if (proper && new Set(value).size === value.length) return { value: value.map(String) };
  return {
    rule: `must be a list of zones out of ${ZONES.join(", ")} as text, each at most once`,
    wayOut: 'For example ["1", "2"], each set as in: pulumi config set --path "zones[0]" --type string 1',
  };
};

/** A list, or JSON of one, which is how the engine hands it over. */
export function list(raw: unknown): readonly unknown[] | undefined {
  if (typeof raw !== "string") return Array.isArray(raw) ? raw : undefined;
  try {
    const parsed: unknown = JSON.parse(raw);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function wholeNumber(raw: unknown): number | undefined {
  if (typeof raw === "string") return /^-?\d{1,9}$/.test(raw) ? Number(raw) : undefined;
  return typeof raw === "number" && Number.isInteger(raw) ? raw : undefined;
}
