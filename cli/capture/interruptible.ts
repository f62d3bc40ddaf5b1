/** `work`, whose failure is the interruption's when there was one: a terminal's Ctrl-C ends the programs that it waits for too. */
export async function interruptible<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
