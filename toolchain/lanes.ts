/** Memory that one `go build` of Kubernetes takes at its peak, when it links on two cores. */
const BYTES_PER_LANE = 3 * 1024 ** 3;

/**
 * How many builds to run side by side. Each uses every core while it compiles; a second one fills the cores while the first
 * one links, which one core alone does.
 */
export function buildLanes(cores: number, freeBytes: number): number {
  return Math.max(1, Math.min(cores, Math.floor(freeBytes / BYTES_PER_LANE), 4));
}

/**
 * Does `work` for all `items` in order, at most `lanes` at a time. The first failure aborts the signal the others were
 * given, and is thrown once all have ended.
 */
export async function inLanes<T>(
  lanes: number,
  items: readonly T[],
  work: (item: T, signal: AbortSignal) => Promise<void>,
  outer?: AbortSignal,
): Promise<void> {
  const failure = new AbortController();
  const signal = outer === undefined ? failure.signal : AbortSignal.any([outer, failure.signal]);
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      signal.throwIfAborted();
      await work(item, signal);
    }
  };
  const running = Array.from({ length: lanes }, () =>
    lane().catch((error: unknown) => {
      failure.abort(error);
    }),
  );
  await Promise.all(running);
  signal.throwIfAborted();
}
