import type { Bench } from "../bench";
import type { ClusterFacts } from "../cluster/facts";
import type { ClientTraffic } from "../experiment";
import type { SentRequest } from "./sentRequest";

/** A request and who sent it. */
export interface ClientRequest {
  readonly client: string;
  readonly request: SentRequest;
}

/**
 * Sends all of `traffic` at once, each part with ids of its own, taken from `ids`.
 * @returns the requests in the order of their ids. What the captures tell of them may come a moment later.
 */
export async function sendAll(
  traffic: readonly ClientTraffic[],
  ids: Iterator<string>,
  { service: { frontendIP, port } }: ClusterFacts,
  { lab, signal }: Bench,
  tell: (message: string) => void,
): Promise<readonly ClientRequest[]> {
  const total = traffic.reduce((sum, { requests }) => sum + requests, 0);
  const clients = [...new Set(traffic.map(({ client }) => client.name))];
  tell(`${total} requests from ${clients.join(", ")}`);
  const sendings = traffic.map(({ client, requests, concurrency, keepAlive }) => ({
    client,
    sending: { frontendIP, port, ids: take(ids, requests), concurrency, keepAlive },
  }));
  const sent = await Promise.all(
    sendings.map(async ({ client, sending }) => {
      const records = await lab.target.send(client, sending, signal);
      return records.map((request) => ({ client: client.name, request }));
    }),
  );
  return sent.flat();
}

function take(ids: Iterator<string>, count: number): string[] {
  return Array.from({ length: count }, () => {
    const next = ids.next();
    if (next.done === true) throw new Error("there are fewer ids than requests");
    return next.value;
  });
}
