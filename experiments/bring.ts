import { wayBack } from "../system/changedOutside";
import { DeadlineError, waitFor } from "../system/deadline";
import { ProblemsError, type Problem } from "../system/problems";
import type { Bench } from "./bench";
import type { ClusterFacts } from "./cluster/facts";
import { readFacts } from "./cluster/readFacts";
import { entryNodesFollow } from "./scout";
import { settle } from "./settle";
import { settingsInForce, unmet, type Brought, type Settled } from "./settings";
import type { ResourceChange, Settings } from "./stack";

/** Brings a settled lab to `settings`, by `pulumi up` if that is needed, and settles it again. */
export async function bring(
  settings: Settings,
  settled: Settled,
  bench: Bench,
  tell: (message: string) => void,
): Promise<Brought> {
  const { lab, pods, signal } = bench;
  const missing = unmet(settings, settled.facts);
  const pairs = textOf(missing);
  if (pairs === "") return { ...settled, changes: null };
  tell(`pulumi up with ${pairs}`);
  const { changes } = await lab.stack.set(missing);
  signal.throwIfAborted();
  tell("waiting until the load balancer and every kube-proxy follow");
  const facts = await reached(settings, missing, changes, bench);
  const before = settled.facts.pods;
  const gone = before.filter(({ address }) => facts.pods.every((pod) => pod.address !== address));
  const rule = await settle(lab.target, pods, { facts, gone }, signal);
  await entryNodesFollow(facts, bench, tell);
  return { facts, rule, changes };
}

/** Seconds for pods to come and go. */
const SECONDS = 120;
/** Seconds for pods that are late, where the engine had nothing to change. */
const SECONDS_FOR_LATE_PODS = 10;

/** The cluster once it has `settings`. @throws ProblemsError when Pulumi sees them in force, and the cluster has others. */
async function reached(
  settings: Settings,
  missing: Settings,
  changes: readonly ResourceChange[],
  { lab, signal }: Bench,
): Promise<ClusterFacts> {
  const unchanged = "replicas" in missing ? SECONDS_FOR_LATE_PODS : 0;
  const seconds = changes.length > 0 ? SECONDS : unchanged;
  const wait = { what: `the cluster to have ${textOf(settings)}`, seconds, every: 100, signal };
  let last: ClusterFacts | undefined;
  try {
    return await waitFor(wait, async () => {
      last = await readFacts(lab, signal);
      const still = textOf(unmet(settings, last));
      if (still !== "") throw new Error(`not yet ${still}`);
      return last;
    });
  } catch (error) {
    if (!(error instanceof DeadlineError) || changes.length > 0 || last === undefined) throw error;
    throw new ProblemsError(changedOutside(unmet(settings, last), last, lab));
  }
}

function changedOutside(
  missing: Readonly<Record<string, string>>,
  facts: ClusterFacts,
  { name }: Bench["lab"],
): Problem[] {
  const inForce: Readonly<Record<string, string>> = settingsInForce(facts);
  return Object.entries(missing).map(([key, value]) => ({
    key,
    value: inForce[key] ?? "",
    rule: `is what the cluster has; Pulumi has set ${value}, so that somebody changed it without Pulumi`,
    wayOut: `${wayBack(name)} sets it again`,
  }));
}

function textOf(settings: Settings): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}
