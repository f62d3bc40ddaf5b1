import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { TOOL_MODULES, type ToolModule } from "../../toolchain/programs";
import { releaseFiles } from "../../toolchain/releasable";
import { writeProgram } from "./fakePrograms";

/** What all publishers together serve, by path. */
export function publishedFiles(folder: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const tool of TOOL_MODULES as readonly ToolModule[]) {
    for (const { path, program } of releaseFiles(tool)) {
      const inIt = TOOL_MODULES.filter((other) => releaseFiles(other).some((file) => file.path === path));
      const programs = inIt.flatMap((other): readonly string[] => other.programs);
      const content =
        program === undefined ? archive(folder, programs) : Buffer.from(`downloaded ${program}`);
      files.set(`/${path}`, content);
    }
  }
  return files;
}

export function checksumsOf(files: ReadonlyMap<string, Buffer>): Record<string, string> {
  return Object.fromEntries(
    [...files].map(([path, content]) => [path.slice(1), createHash("sha256").update(content).digest("hex")]),
  );
}

/** `programs` in a folder, beside a file that nobody asked for. */
function archive(folder: string, programs: readonly string[]): Buffer {
  const parent = mkdtempSync(join(folder, "release-"));
  writeProgram(join(parent, "inside"), "README.md", "");
  const script = programs.map((program) => `printf 'downloaded ${program}' >${program}`).join("; ");
  execFileSync("sh", ["-c", script], { cwd: join(parent, "inside") });
  return execFileSync("tar", ["--create", "--gzip", "--directory", parent, "inside"]);
}
