import pMap from "p-map";

/**
 * Does `work` for all `items` in order, at most `atATime` of them at once. The first failure aborts the signal the others were
 * given, and is thrown once all have ended: nothing is still writing then.
 */
export async function inParallel<T>(
  atATime: number,
  items: readonly T[],
  work: (item: T, signal: AbortSignal) => Promise<void>,
  outer?: AbortSignal,
): Promise<void> {
  const failure = new AbortController();
  const signal = outer === undefined ? failure.signal : AbortSignal.any([outer, failure.signal]);
  const guarded = async (item: T): Promise<void> => {
    if (signal.aborted) return;
    await work(item, signal).catch((error: unknown) => {
      failure.abort(error);
    });
  };
  await pMap(items, guarded, { concurrency: atATime });
  signal.throwIfAborted();
}
