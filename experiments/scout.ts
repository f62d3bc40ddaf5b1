import { waitFor } from "../system/deadline";
import type { Bench } from "./bench";
import { entryNodeCandidates, type ClusterFacts } from "./cluster/facts";
import type { ClientTraffic } from "./experiment";
import { pathOf } from "./join/pathOf";
import { Sightings } from "./join/sightings";
import { requestIds } from "./traffic/plan";
import { sendAll } from "./traffic/sendAll";

/** So many connections for each node: one of three is missed by all of 48 once in 280 million times. */
const CONNECTIONS_PER_NODE = 16;

/**
 * Resolves once new connections enter by just the nodes that they should, and all are answered. That needs a look with the policy
 * Local only: there each node's health probe has a say of its own, and takes its time; no target tells it but by where packets go.
 */
export async function entryNodesFollow(
  facts: ClusterFacts,
  bench: Bench,
  tell: (message: string) => void,
): Promise<void> {
  if (facts.service.externalTrafficPolicy !== "Local") return;
  // What was sent before belongs to whoever sent it.
  await bench.capture.catchUp(bench.signal);
  const names = entryNodeCandidates(facts).map(({ name }) => name);
  tell(`waiting until new connections enter by ${names.join(", ")} alone`);
  let round = 0;
  const wait = { what: `new connections to enter by ${names.join(", ")}`, seconds: 90, every: 500 };
  await waitFor({ ...wait, signal: bench.signal }, async () => {
    round += 1;
    const amiss = await whatIsAmiss(facts, names, `${bench.run}-scout${round}`, bench);
    if (amiss !== undefined) throw new Error(amiss);
    return true;
  });
}

async function whatIsAmiss(
  facts: ClusterFacts,
  names: readonly string[],
  prefix: string,
  bench: Bench,
): Promise<string | undefined> {
  const sticks = facts.service.sessionAffinity === "ClientIP";
  const traffic = sticks ? fromEach(bench.clients) : fromOne(bench.clients[0], names.length);
  const ids = requestIds(
    prefix,
    traffic.reduce((sum, { requests }) => sum + requests, 0),
  );
  const sightings = new Sightings(facts.nodes, ids);
  bench.collect(sightings);
  const sent = await sendAll(traffic, ids.values(), facts, bench, () => undefined);
  await bench.capture.catchUp(bench.signal);
  const paths = sent.map(({ client, request }) => pathOf(client, request, sightings.of(request.id), facts));
  const untold = paths.filter(({ complete }) => !complete).length;
  if (untold > 0) return `${untold} of ${paths.length} were not answered or not seen`;
  // A client that sticks shows one node only.
  const unused = sticks
    ? undefined
    : names.find((name) => paths.every(({ entryNode }) => entryNode !== name));
  return unused && `none entered by ${unused}`;
}

function fromEach(clients: Bench["clients"]): ClientTraffic[] {
  return clients.map((client) => ({ client, requests: 2, concurrency: 1, keepAlive: false }));
}

function fromOne(client: Bench["clients"][0], nodes: number): ClientTraffic[] {
  return [{ client, requests: CONNECTIONS_PER_NODE * nodes, concurrency: 8, keepAlive: false }];
}
