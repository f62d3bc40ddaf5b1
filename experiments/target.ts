import type { LoadBalancingRule } from "../local/loadBalancer/rule";
import type { SentRequest } from "./traffic/sentRequest";

/** A machine to send from, outside the cluster's network. */
export interface Client {
  readonly name: string;
  /** Its public address where that is known beforehand; the wire has the last word. */
  readonly address?: string;
}

/** What one client is to send: one request for each id, in their order. */
export interface Sending {
  readonly frontendIP: string;
  readonly port: number;
  readonly ids: readonly string[];
  /** How many requests are under way at a time. */
  readonly concurrency: number;
  /** One connection for each of `concurrency`, kept; otherwise a connection for each request. */
  readonly keepAlive: boolean;
}

/**
 * Where the lab runs, as experiments need to know it: machines to send from and the load balancer's own word. All else
 * they see through the Kubernetes API, the same everywhere.
 */
export interface Target {
  readonly kind: "local" | "azure";
  /** The first one is client A. */
  readonly clients: readonly Client[];
  /**
   * Sends from `client` and resolves when every request is answered or given up: a record for each id, lost ones too.
   * @throws when the client could not send at all; the signal's reason when aborted, and then nothing is sent any more.
   */
  send(client: Client, sending: Sending, signal: AbortSignal): Promise<readonly SentRequest[]>;
  /** The load balancing rules as they are at this moment. */
  rules(signal: AbortSignal): Promise<readonly LoadBalancingRule[]>;
}
