import { timeFactor } from "../system/deadline";

/** Seconds without a byte after which a download is given up. */
const STALL_SECONDS = 20;

/** Aborts its signal when it is not fed for a while, or when `outer` does. */
export class Watchdog {
  readonly #controller = new AbortController();
  readonly signal: AbortSignal;
  #timer: NodeJS.Timeout | undefined;

  constructor(outer: AbortSignal | undefined) {
    this.signal =
      outer === undefined ? this.#controller.signal : AbortSignal.any([outer, this.#controller.signal]);
    this.feed();
  }

  feed(): void {
    clearTimeout(this.#timer);
    const seconds = STALL_SECONDS * timeFactor();
    this.#timer = setTimeout(() => {
      this.#controller.abort(new Error(`nothing came for ${seconds} s`));
    }, seconds * 1000);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
