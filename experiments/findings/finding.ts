import type { ClusterFacts } from "../cluster/facts";
import type { LoadDistribution } from "../../local/loadBalancer/rule";
import type { Path } from "../join/path";
import type { ResourceChange } from "../stack";
import type { Client } from "../target";

/** All that an expectation may judge. */
export interface Evidence {
  readonly clients: readonly Client[];
  readonly cluster: ClusterFacts;
  /** In the order of sending. */
  readonly paths: readonly Path[];
  readonly loadDistribution: { readonly before: LoadDistribution; readonly after: LoadDistribution };
  /** What setting the experiment's configuration changed; `null` when it was so already. */
  readonly changes: readonly ResourceChange[] | null;
}

/** `undecided`: there was nothing to judge, or chance alone would too often contradict. */
export type Verdict = "holds" | "contradicted" | "undecided";

/** One expectation, and what came of it. */
export interface Finding {
  /** Unique within its experiment: an anchor. */
  readonly name: string;
  readonly expected: string;
  readonly seen: string;
  readonly verdict: Verdict;
  /** Id of the first request that contradicts; `null` when none does, or only all of them together. */
  readonly contradictedBy: string | null;
  /** How often a lab where all is well would contradict; `null` for facts, which it never does. */
  readonly falseAlarm: FalseAlarm | null;
}

export interface FalseAlarm {
  /** 0 to 1, under a uniform hash. */
  readonly probability: number;
  /** What would have to happen: "all 10 on one of 3 nodes". */
  readonly event: string;
}

/** Judges the evidence. Pure. */
export type Expectation = (evidence: Evidence) => Finding;

/** One in a hundred. What chance contradicts more often than that decides nothing. */
export const HIGHEST_CHANCE = 0.01;

/** A finding about a fact: it holds unless something contradicts it. */
export function factFinding(
  name: string,
  expected: string,
  seen: string,
  contradiction: { readonly holds: boolean; readonly by?: Path | undefined },
): Finding {
  return {
    name,
    expected,
    seen,
    verdict: contradiction.holds ? "holds" : "contradicted",
    contradictedBy: contradiction.by?.id ?? null,
    falseAlarm: null,
  };
}

/** A finding about chance: not judged where a lab in which all is well would too often contradict it. */
export function chanceFinding(
  name: string,
  expected: string,
  seen: string,
  judgement: { readonly holds: boolean; readonly falseAlarm: FalseAlarm },
): Finding {
  const { holds, falseAlarm } = judgement;
  const decided = holds || falseAlarm.probability <= HIGHEST_CHANCE;
  const verdict = holds ? "holds" : decided ? "contradicted" : "undecided";
  return { name, expected, seen, verdict, contradictedBy: null, falseAlarm };
}
