import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { startLines, type CaptureSession } from "../../experiments/capture/session";
import { debugPods } from "../../experiments/cluster/debugPods";
import type { ServiceFacts } from "../../experiments/cluster/facts";
import { readFacts } from "../../experiments/cluster/readFacts";
import type { Lab } from "../../experiments/lab";
import { ruleOf } from "../../experiments/settle";
import { interruptible } from "../capture/interruptible";
import { untilOver } from "../capture/untilOver";
import { labOf } from "../labOf";
import { interruption } from "../interrupt";
import { jsonView } from "./jsonView";
import { plainView } from "./plainView";
import { readSighting, requestsTo } from "./sighting";
import type { NameOf, View } from "./view";
import { Ways } from "./ways";
import type { Circumstances } from "./words";

export interface WatchOptions {
  readonly json: boolean;
  /** Until Ctrl-C unless given. */
  readonly seconds?: number | undefined;
}

/** Milliseconds between two looks at requests that nobody has told on. */
const SETTLE_EVERY = 100;

/** Milliseconds between two looks at the cluster and the load balancer. */
const FOLLOW_EVERY = 5000;

/**
 * Shows the way of every request to the lab of `stack`, whoever sends it, as they come; leaves nothing running in its pods.
 * @throws ProblemsError for what the user can mend; InterruptedError when it was to last longer.
 */
export async function watchRequests(stack: string, { json, seconds }: WatchOptions): Promise<void> {
  const signal = interruption();
  const lab = await interruptible(signal, labOf(stack));
  const facts = await interruptible(signal, readFacts(lab, signal));
  const pods = await interruptible(signal, debugPods(lab, facts.nodes, signal));
  const ways = new Ways(facts);
  let view: View | undefined;
  const session = startLines(pods, {
    run: randomBytes(2).toString("hex"),
    look: requestsTo([facts.service.port, ...facts.pods.map(({ port }) => port)]),
    tell: (node, line) => {
      const sighting = readSighting(node, line);
      // Before all captures are ready, some have seen theirs of a request and others have not.
      const way = sighting === undefined || view === undefined ? undefined : ways.add(sighting);
      if (way !== undefined) view?.way(way);
    },
  });
  try {
    await session.catchUp(signal);
    view = viewFor(json, nameOfClients(lab));
    view.circumstances(await circumstancesOf(lab, facts.service, signal));
    await whileWatching({ lab, session, ways, view }, untilOver(session, seconds, signal));
    await settle({ session, ways, view }, new AbortController().signal);
  } finally {
    await session.close();
    view?.end();
  }
}

interface Watch {
  readonly lab: Lab;
  readonly session: CaptureSession;
  readonly ways: Ways;
  readonly view: View;
}

/** Tells what nobody else tells, and follows the cluster, until `over`. */
async function whileWatching(watch: Watch, over: Promise<void>): Promise<void> {
  const end = new AbortController();
  const again = async (every: number, work: () => Promise<void>) => {
    while (!end.signal.aborted) {
      await work().catch((error: unknown) => {
        if (!end.signal.aborted) throw error;
      });
      await sleep(every, undefined, { signal: end.signal }).catch(() => undefined);
    }
  };
  const loops = [
    again(SETTLE_EVERY, () => settle(watch, end.signal)),
    again(FOLLOW_EVERY, () => follow(watch, end.signal)),
  ];
  try {
    await Promise.race([over, ...loops]);
  } finally {
    end.abort();
    await Promise.allSettled(loops);
  }
}

/** Once the captures have caught up, all is told that there is of requests seen before. */
async function settle({ session, ways, view }: Omit<Watch, "lab">, signal: AbortSignal): Promise<void> {
  const due = ways.pending();
  if (due.length === 0) return;
  await session.catchUp(signal);
  for (const way of ways.settle(due)) view.way(way);
}

async function follow({ lab, ways, view }: Watch, signal: AbortSignal): Promise<void> {
  const facts = await readFacts(lab, signal).catch(() => undefined);
  // Between two Deployments there may be no pod for a while.
  if (facts === undefined) return;
  ways.follow(facts);
  view.circumstances(await circumstancesOf(lab, facts.service, signal));
}

async function circumstancesOf(lab: Lab, service: ServiceFacts, signal: AbortSignal): Promise<Circumstances> {
  const rule = await ruleOf(lab.target, service, signal).catch(() => undefined);
  return { service, loadDistribution: rule?.loadDistribution ?? null };
}

function nameOfClients({ target }: Lab): NameOf {
  const names = new Map(target.clients.map(({ name, address }) => [address, name]));
  return (address) => names.get(address) ?? address;
}

function viewFor(json: boolean, nameOf: NameOf): View {
  const write = (line: string) => {
    console.log(line);
  };
  if (json) return jsonView(write, nameOf);
  if (!process.stdout.isTTY) return plainView(write, nameOf);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only a terminal needs what draws on it
  const { liveView } = require("./liveView") as typeof import("./liveView");
  return liveView(process.stdout, nameOf);
}
