import { join } from "node:path";
import { timeFactor } from "../../system/deadline";
import type { Sending } from "../target";
import type { SentRequest } from "./sentRequest";

/** The sender: one file without dependencies for plain Node 18 or later. */
export const senderFile = join(__dirname, "sender.js");

/** Seconds until a request without an answer is given up, on an ordinary machine. */
const TIMEOUT_SECONDS = 5;

/** The line that tells the sender what to do. It stops when its standard input ends. */
export function planLine(sending: Sending): string {
  return `${JSON.stringify({ ...sending, timeoutSeconds: TIMEOUT_SECONDS * timeFactor(), leash: true })}\n`;
}

/** One line of the sender's output. */
export function parseRecord(line: string): SentRequest {
  return JSON.parse(line) as SentRequest;
}

/** Ids of `count` requests that sort in the order of sending: `k3f9-affinity-007`. */
export function requestIds(prefix: string, count: number): string[] {
  const digits = String(count).length;
  return Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(digits, "0")}`);
}
