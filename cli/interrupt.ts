import { constants } from "node:os";

/** The user pressed Ctrl-C, or whoever started the command asked it to end. */
export class InterruptedError extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`interrupted (${signal})`);
    this.name = "InterruptedError";
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Milliseconds within which a second signal is the first one's echo: npm passes on what the terminal has sent already. */
const ECHO = 1000;

let controller: AbortController | undefined;

/**
 * A signal aborted by the first Ctrl-C; from the first call on, the process no longer dies of it, so that what was begun
 * can be undone. A later one ends the process at once. Every call returns the same signal.
 */
export function interruption(): AbortSignal {
  controller ??= listen();
  return controller.signal;
}

function listen(): AbortController {
  const fresh = new AbortController();
  let first: number | undefined;
  for (const name of SIGNALS) {
    process.on(name, () => {
      const now = performance.now();
      first ??= now;
      if (now - first > ECHO) process.exit(128 + constants.signals[name]);
      fresh.abort(new InterruptedError(name));
    });
  }
  return fresh;
}
