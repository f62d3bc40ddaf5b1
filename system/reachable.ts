import { lookup } from "node:dns/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { timeFactor } from "./deadline";
import { ProblemsError } from "./problems";
import { proxySettings } from "./proxy";
import { ask, reasonOf } from "./web";

/** Seconds for a name to be found; a machine without a network may ask in vain for longer. */
const SECONDS_FOR_NAME = 3;
/** Seconds for an answer of a server whose name is known. */
const SECONDS_FOR_ANSWER = 10;

const answers = new Map<string, Promise<string | undefined>>();

/**
 * Why no server answers at `url`, such as `ENOTFOUND`; nothing where one does, with whatever status. Asked once in the life of this
 * process.
 * @throws ProblemsError for a proxy that cannot be.
 */
export function unreachable(url: string): Promise<string | undefined> {
  const known = answers.get(url);
  if (known !== undefined) return known;
  const answer = reasonAgainst(url);
  answers.set(url, answer);
  return answer;
}

async function reasonAgainst(url: string): Promise<string | undefined> {
  const { https, http } = proxySettings(process.env);
  const { hostname } = new URL(url);
  // A proxy looks names up itself.
  const unknown =
    (https ?? http) === undefined
      ? await failure(SECONDS_FOR_NAME, () => lookup(hostname.replace(/^\[|\]$/g, "")))
      : undefined;
  const question = (signal: AbortSignal) => ask(url, { method: "HEAD", redirect: "manual", signal });
  return unknown ?? (await failure(SECONDS_FOR_ANSWER, question));
}

/** Why `work` does not succeed within its seconds. */
async function failure(
  seconds: number,
  work: (signal: AbortSignal) => Promise<unknown>,
): Promise<string | undefined> {
  const patience = new AbortController();
  const late = sleep(seconds * timeFactor() * 1000, undefined, { signal: patience.signal }).then(() => {
    throw new Error(`no answer in ${seconds * timeFactor()} s`);
  });
  try {
    await Promise.race([work(patience.signal), late]);
    return undefined;
  } catch (error) {
    if (error instanceof ProblemsError) throw error;
    return reasonOf(error);
  } finally {
    // What has lost the race ends too, and nobody waits for its word.
    late.catch(() => undefined);
    patience.abort();
  }
}
