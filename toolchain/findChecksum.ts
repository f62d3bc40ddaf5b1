import { basename } from "node:path";

/**
 * The SHA-256 of `file` in its publisher's list: what `sha256sum` writes (`HEX  name` or `HEX *name`), or nothing but the checksum.
 */
export function findChecksum(list: string, file: string): string | undefined {
  for (const line of list.split("\n")) {
    const [, checksum, name] = /^([0-9a-f]{64})(?:\s+\*?(\S+))?\s*$/i.exec(line) ?? [];
    if (checksum !== undefined && (name === undefined || basename(name) === file))
      return checksum.toLowerCase();
  }
  return undefined;
}
