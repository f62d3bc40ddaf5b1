import type { Step } from "./steps";

/** Where lines go and what time it is, in seconds; tests bring their own. */
export interface PlainDisplay {
  readonly write: (line: string) => void;
  readonly now: () => number;
}

/** Seconds of silence after which a line says that the work goes on: less than anyone takes for a standstill. */
const SILENCE = 8;

/** Does `steps` in turn; every line begins with the seconds since the first began. */
export async function plainSteps(steps: readonly Step[], display: PlainDisplay): Promise<void> {
  const start = display.now();
  const lines = new TimedLines(start, display);
  const watch = setInterval(() => {
    lines.breakSilence();
  }, 1000);
  try {
    for (const step of steps) {
      const begun = display.now();
      lines.say(step.title);
      await step.run((message) => {
        lines.say(`${step.title}: ${message}`);
      });
      lines.say(`${step.title}: done in ${(display.now() - begun).toFixed(1)} s`);
    }
  } finally {
    clearInterval(watch);
  }
}

/** Lines with times that repeats the last one when nothing was said for long. */
export class TimedLines {
  private last = "";
  private lastTime: number;

  constructor(
    private readonly start: number,
    private readonly display: PlainDisplay,
  ) {
    this.lastTime = start;
  }

  say(message: string): void {
    if (message === this.last) return;
    this.last = message;
    this.print(message);
  }

  breakSilence(): void {
    if (this.display.now() - this.lastTime >= SILENCE) this.print(`${this.last} (still at it)`);
  }

  private print(message: string): void {
    this.lastTime = this.display.now();
    const seconds = (this.lastTime - this.start).toFixed(1).padStart(7);
    this.display.write(`${seconds} s  ${message}`);
  }
}
