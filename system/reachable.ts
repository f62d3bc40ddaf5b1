import { timeFactor } from "./deadline";

const SECONDS = 3;
const answers = new Map<string, Promise<boolean>>();

/**
 * Whether a server answers at `url`, with whatever status below 500. Asked once in the life of this process, and for at
 * most three seconds.
 */
export function reachable(url: string): Promise<boolean> {
  const known = answers.get(url);
  if (known !== undefined) return known;
  const answer = ask(url);
  answers.set(url, answer);
  return answer;
}

async function ask(url: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(SECONDS * timeFactor() * 1000);
    const { status } = await fetch(url, { method: "HEAD", redirect: "manual", signal });
    return status < 500;
  } catch {
    return false;
  }
}
