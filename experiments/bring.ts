import { waitFor } from "../system/deadline";
import type { Bench } from "./bench";
import { readFacts } from "./cluster/readFacts";
import { entryNodesFollow } from "./scout";
import { settle } from "./settle";
import { unmet, type Brought, type Settled } from "./settings";
import type { Settings } from "./stack";

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
  const wait = { what: `the cluster to have ${pairs}`, seconds: 120, every: 100, signal };
  const facts = await waitFor(wait, async () => {
    const facts = await readFacts(lab, signal);
    const still = textOf(unmet(settings, facts));
    if (still !== "") throw new Error(`not yet ${still}`);
    return facts;
  });
  const before = settled.facts.pods;
  const gone = before.filter(({ address }) => facts.pods.every((pod) => pod.address !== address));
  const rule = await settle(lab.target, pods, { facts, gone }, signal);
  await entryNodesFollow(facts, bench, tell);
  return { facts, rule, changes };
}

function textOf(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}
