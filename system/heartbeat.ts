import type { Progress } from "./progress";

/** Often enough that nobody takes quiet work for a dead one. */
const SECONDS_BETWEEN_BEATS = 4;

/** Does `work`, and every few seconds reports what `describe` then says; an empty string says nothing. */
export async function withHeartbeat<T>(
  progress: Progress,
  describe: () => string,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setInterval(() => {
    const now = describe();
    if (now !== "") progress(now);
  }, SECONDS_BETWEEN_BEATS * 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** A duration as people say it: `48 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
