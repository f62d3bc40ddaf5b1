import type { Problem } from "../../system/problems";
import { columns } from "../columns";

/** One thing that the lab stands on, as found on this machine. */
export interface Check {
  readonly name: string;
  readonly needed: string;
  readonly found: string;
  /** `missing`: no lab without it; `note`: good to know. */
  readonly verdict: "ok" | "note" | "missing";
  /** What to do about it; with every verdict but `ok`. */
  readonly wayOut?: string;
}

/** A check that either is as it must be or is missing. */
export function check(name: string, needed: string, found: string, good: boolean, wayOut: string): Check {
  return good ? { name, needed, found, verdict: "ok" } : { name, needed, found, verdict: "missing", wayOut };
}

/** What is missing, as something to mend before labs can be. */
export function problemOf({ name, needed, found, verdict, wayOut = "" }: Check): Problem[] {
  return verdict === "missing" ? [{ key: name, value: found, rule: `a lab takes ${needed}`, wayOut }] : [];
}

/** `checks` as a table for a terminal, ways out below it; without a final newline. */
export function renderChecks(checks: readonly Check[]): string {
  const rows = checks.map(({ name, needed, found, verdict }) => [verdict, name, needed, found]);
  const ways = checks.flatMap(({ name, wayOut }) => (wayOut === undefined ? [] : [[`${name}:`, wayOut]]));
  return [
    ...columns([["", "WHAT", "NEEDED", "FOUND"], ...rows]),
    ...(ways.length > 0 ? ["", ...columns(ways)] : []),
    "",
    verdictOf(checks),
  ].join("\n");
}

function verdictOf(checks: readonly Check[]): string {
  const missing = checks.filter(({ verdict }) => verdict === "missing");
  if (missing.length === 0) return "This machine can hold labs.";
  return `Not yet: ${missing.map(({ name }) => name).join(", ")}.`;
}
