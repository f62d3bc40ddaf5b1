import type { ClusterFacts } from "../cluster/facts";
import type { LoadDistribution } from "../../local/loadBalancer/rule";
import type { Path } from "../join/path";
import type { ResourceChange } from "../stack";
import type { Client } from "../target";

/** What one step of an experiment came to. */
export interface StepEvidence {
  readonly cluster: ClusterFacts;
  /** In the order of sending. */
  readonly paths: readonly Path[];
  readonly loadDistribution: { readonly before: LoadDistribution; readonly after: LoadDistribution };
  /** What setting the step's configuration changed; `null` when it was so already. */
  readonly changes: readonly ResourceChange[] | null;
}

/** All that an expectation may judge: the paths of all steps, and else what was so in the last one. Most experiments have one. */
export interface Evidence extends StepEvidence {
  readonly clients: readonly Client[];
  readonly steps: readonly StepEvidence[];
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

/**
 * `judge` for one step alone, whose index is given; `name` is the finding's there, as one experiment has each name once.
 * @throws Error when there is no such step.
 */
export function inStep(index: number, name: string, judge: Expectation): Expectation {
  return ({ clients, steps }) => {
    const step = steps[index];
    if (step === undefined) throw new Error(`there is no step ${index} to judge ${name} by`);
    return { ...judge({ ...step, clients, steps: [step] }), name };
  };
}

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
