import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ask } from "../system/web";
import { findChecksum } from "./findChecksum";
import { pinnedFiles, type PinnedFile } from "./pinnedFiles";
import { PUBLISHERS } from "./releases";

/**
 * Writes checksums.json anew from the publishers' own lists, for the versions that go.mod pins. For a maintainer who has raised one:
 * the difference to the committed file is to be read, and only the raised version's lines may be in it.
 */
async function refresh(): Promise<void> {
  const lists = new Map<string, Promise<string>>();
  const listAt = (url: string): Promise<string> => {
    const list = lists.get(url) ?? textAt(url);
    lists.set(url, list);
    return list;
  };
  const checksumOf = async ({ publisher, path, checksums }: PinnedFile): Promise<[string, string]> => {
    const url = `${PUBLISHERS[publisher]}/${checksums}`;
    const checksum = findChecksum(await listAt(url), basename(path));
    if (checksum === undefined) throw new Error(`${url} lists no SHA-256 for ${basename(path)}`);
    return [path, checksum];
  };
  const entries = await Promise.all(pinnedFiles().map(checksumOf));
  const sorted = Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  writeFileSync(join(__dirname, "checksums.json"), `${JSON.stringify(sorted, null, 2)}\n`);
  console.log(
    `${entries.length} checksums of ${lists.size} lists. Read the difference before you commit it.`,
  );
}

async function textAt(url: string): Promise<string> {
  const response = await ask(url);
  if (!response.ok) throw new Error(`${url}: status ${response.status}`);
  return response.text();
}

void refresh();
