import type { Bench } from "../bench";
import type { ClusterFacts } from "../cluster/facts";
import type { ClientTraffic } from "../experiment";
import { Sightings } from "../join/sightings";
import { requestIds } from "./plan";
import type { SentRequest } from "./sentRequest";

/** A request and who sent it. */
export interface ClientRequest {
  readonly client: string;
  readonly request: SentRequest;
}

/**
 * Sends from all clients at once, each with its own ids.
 * @returns the requests in the order of their ids, and what the captures have told of them, which may take a moment to be all.
 */
export async function sendAll(
  traffic: readonly ClientTraffic[],
  experiment: string,
  { nodes, service }: ClusterFacts,
  bench: Bench,
): Promise<{ readonly requests: readonly ClientRequest[]; readonly sightings: Sightings }> {
  const { frontendIP, port } = service;
  const total = traffic.reduce((sum, { requests }) => sum + requests, 0);
  const ids = requestIds(`${bench.run}-${experiment}`, total);
  const sightings = new Sightings(nodes, ids);
  bench.collect(sightings);
  bench.progress(
    `${experiment}: ${total} requests from ${traffic.map(({ client }) => client.name).join(", ")}`,
  );
  let given = 0;
  const sendings = traffic.map(({ client, requests, concurrency, keepAlive }) => {
    const own = ids.slice(given, (given += requests));
    return { client, sending: { frontendIP, port, ids: own, concurrency, keepAlive } };
  });
  const sent = await Promise.all(
    sendings.map(async ({ client, sending }) => {
      const records = await bench.lab.target.send(client, sending, bench.signal);
      return records.map((request) => ({ client: client.name, request }));
    }),
  );
  return { requests: sent.flat(), sightings };
}
