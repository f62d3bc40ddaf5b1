import { LONGEST_SECONDS } from "./command";

/** tshark's exit codes for a display filter that it cannot read, before and since Wireshark 4.2. */
const BAD_DISPLAY_FILTER: readonly (number | null)[] = [2, 4];

/** The capture on a node has ended by itself. */
export class CaptureEndedError extends Error {
  /** Which of the two filters it cannot read, if that is why. */
  readonly badFilter: "capture" | "display" | undefined;

  /** @param said in its own words, as about the user's own filters. */
  constructor(
    node: string,
    exitCode: number | null,
    readonly said: string,
  ) {
    super(`the capture on ${node} has ended: ${said === "" ? wordless(exitCode) : said}`);
    this.name = "CaptureEndedError";
    if (said.includes("valid capture filter")) this.badFilter = "capture";
    else if (BAD_DISPLAY_FILTER.includes(exitCode)) this.badFilter = "display";
  }
}

/** A cap is no failure, and so tshark says nothing. */
function wordless(exitCode: number | null): string {
  if (exitCode !== null && WITHIN_CAPS.includes(exitCode)) return CAPS;
  return exitCode === null ? "a signal ended it" : `exit code ${exitCode}`;
}

/** tshark's own, and that of `timeout`. */
const WITHIN_CAPS: readonly number[] = [0, 124];

const CAPS = `it takes as many packets as its pod has room for, and ${LONGEST_SECONDS / 60} minutes at most`;
