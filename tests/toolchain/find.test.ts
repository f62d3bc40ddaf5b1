import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProblemsError, type Problem } from "../../system/problems";
import { findToolchain } from "../../toolchain/find";
import { programFolder } from "../../toolchain/pins";
import { TOOL_MODULES } from "../../toolchain/programs";
import { writeProgram } from "./fakePrograms";

describe("findToolchain", () => {
  const before = { ...process.env };
  let cache: string;

  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), "lab-find-"));
    process.env.LAB_CACHE = cache;
    for (const tool of TOOL_MODULES) {
      for (const program of tool.programs) writeProgram(programFolder(tool), program, "");
    }
  });

  afterEach(() => {
    process.env = { ...before };
    rmSync(cache, { recursive: true });
  });

  it("knows every program by its absolute path, and all folders as a PATH", () => {
    const toolchain = findToolchain();
    for (const tool of TOOL_MODULES) {
      const folder = programFolder(tool);
      expect(toolchain.path.split(":")).toContain(folder);
      for (const program of tool.programs) expect(toolchain.program(program)).toBe(join(folder, program));
    }
  });

  it("names all that is missing at once, with the way out", () => {
    const [first, second] = TOOL_MODULES;
    rmSync(join(programFolder(first), "kubelet"));
    rmSync(programFolder(second), { recursive: true });
    const wayOut = "Run `npx lab prepare`";
    expect(problemsOf(findToolchain)).toEqual([
      expect.objectContaining({ key: first.name, wayOut }),
      expect.objectContaining({ key: second.name, wayOut }),
    ]);
  });

  it("does not take a link for a program that has gone", () => {
    const [, pulumi] = TOOL_MODULES;
    const program = join(programFolder(pulumi), "pulumi");
    rmSync(program);
    symlinkSync(join(cache, "gone"), program);
    expect(findToolchain).toThrow(/^pulumi: /);
  });
});

function problemsOf(find: () => unknown): readonly Problem[] {
  try {
    find();
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems;
    throw error;
  }
  return [];
}
