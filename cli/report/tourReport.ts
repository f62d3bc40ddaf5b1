import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { htmlReport } from "../../report/html/page";
import { resultsDirectory, savedResult } from "./savedResults";

/**
 * Writes the page of the last run of `stack` beside its result, where it outlives the lab and is in nobody's way.
 * @returns the file.
 */
export function writeTourReport(stack: string): string {
  const result = savedResult(stack);
  const file = join(resultsDirectory(stack), `${result.run}.html`);
  writeFileSync(file, htmlReport(result), { mode: 0o600 });
  return file;
}
