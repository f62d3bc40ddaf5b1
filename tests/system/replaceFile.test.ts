import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replaceFile } from "../../system/replaceFile";

const folder = mkdtempSync(join(tmpdir(), "replace-"));
const file = join(folder, "file");

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  [undefined, 0o600],
  [0o644, 0o644],
])("a file is replaced, with mode %s", (mode, seen) => {
  writeFileSync(file, "old", { mode: 0o666 });
  // Of a process that was killed while it wrote.
  writeFileSync(`${file}.new`, "ne");
  replaceFile(file, "new", mode);
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(statSync(file).mode & 0o777).toBe(seen);
  expect(readdirSync(folder)).toEqual(["file"]);
});
