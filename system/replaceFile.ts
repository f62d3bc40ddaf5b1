import { renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Writes a file that is never half written, whatever ends this process.
 * @param mode from the first moment on; for its user alone unless told
 */
export function replaceFile(file: string, content: string, mode = 0o600): void {
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, content, { mode, flag: "wx" });
  renameSync(fresh, file);
}
