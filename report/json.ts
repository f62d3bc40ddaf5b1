import type { RunResult } from "../experiments/result";

/** All of the result, for programs. */
export function jsonReport(result: RunResult): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
