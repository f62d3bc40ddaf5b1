import type { Evidence, Expectation, Finding } from "../../../experiments/findings/finding";
import type { Path } from "../../../experiments/join/path";
import { evidence } from "../fixtures";

/** What a finding about a fact is to say of some paths. */
export interface Case {
  readonly name: string;
  readonly judge: Expectation;
  readonly paths?: readonly Path[];
  readonly change?: Partial<Evidence>;
  readonly verdict: Finding["verdict"];
  /** The first request that contradicts; without it, none is to be named. */
  readonly by?: string;
  readonly seen: string;
}

/** One test for each case. */
export function testCases(cases: readonly Case[]): void {
  test.each(cases)("$name: $verdict", ({ judge, paths = [], change, verdict, by = null, seen }) => {
    expect(judge(evidence(paths, change))).toMatchObject({
      verdict,
      contradictedBy: by,
      seen,
      falseAlarm: null,
    });
  });
}
