import { timeFactor } from "../../system/deadline";
import type { Sending } from "../target";
import type { SentRequest } from "./sentRequest";

/** Seconds until a request without an answer is given up, on an ordinary machine. */
const TIMEOUT_SECONDS = 5;

/**
 * The line that tells the sender what to do.
 * @param leash whether it stops when its standard input ends
 */
export function planLine(sending: Sending, leash = true): string {
  return `${JSON.stringify({ ...sending, timeoutSeconds: TIMEOUT_SECONDS * timeFactor(), leash })}\n`;
}

/** Seconds within which every request is answered or given up, on an ordinary machine. */
export function longestSeconds({ ids, concurrency }: Sending): number {
  return Math.ceil(ids.length / concurrency) * TIMEOUT_SECONDS;
}

/** One line of the sender's output. */
export function parseRecord(line: string): SentRequest {
  return JSON.parse(line) as SentRequest;
}

/**
 * The records that the sender's output `lines` tell, in the order of `ids`.
 * @throws when one of them is missing.
 */
export function recordsOf(ids: readonly string[], lines: readonly string[]): SentRequest[] {
  const byId = new Map(lines.map(parseRecord).map((record) => [record.id, record]));
  return ids.map((id) => {
    const record = byId.get(id);
    if (record === undefined) throw new Error(`the sender told nothing of request ${id}`);
    return record;
  });
}

/** Ids of `count` requests that sort in the order of sending: `k3f9-affinity-007`. */
export function requestIds(prefix: string, count: number): string[] {
  const digits = String(count).length;
  return Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(digits, "0")}`);
}
