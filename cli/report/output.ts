import { existsSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { refuse } from "../../system/problems";

/** Stands for standard output where a file is asked for. */
export const STANDARD_OUTPUT = "-";

/**
 * Writes `text` to `file`, and says so; to standard output for `-`.
 * @throws ProblemsError when the file's folder is not there.
 */
export function writeOutput(text: string, file: string): void {
  if (file === STANDARD_OUTPUT) {
    process.stdout.write(text);
    return;
  }
  refuseLostFile("--output", file);
  writeFileSync(file, text);
  console.log(`Wrote ${file} (${Math.ceil(Buffer.byteLength(text) / 1000)} kB).`);
}

/** Before work rather than after it. @throws ProblemsError when the file's folder is not there. */
export function refuseLostFile(key: string, file: string): void {
  const folder = dirname(resolve(file));
  const wayOut = `Make it with \`mkdir -p ${folder}\`, or name another file`;
  refuse(existsSync(folder) ? [] : [{ key, value: file, rule: "its folder does not exist", wayOut }]);
}
