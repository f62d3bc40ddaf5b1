/** Something the user set or has that cannot work: where, what, which rule it breaks, and the way out. */
export interface Problem {
  /** The configuration key or the thing: `podCidr`, `port 6443`, `nft`. */
  readonly key: string;
  /** The value as the user wrote it, or what was found. */
  readonly value: string;
  readonly rule: string;
  readonly wayOut: string;
}

/** All problems found in one look, so that the user mends them in one go. */
export class ProblemsError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(describe).join("\n"));
    this.name = "ProblemsError";
  }
}

/** One problem on one line. */
export function describe({ key, value, rule, wayOut }: Problem): string {
  return `${key}: ${value}: ${rule}. ${wayOut}`;
}

/** Throws all `problems` at once; does nothing when there are none. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ProblemsError(problems);
}
