import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProblemsError, type Problem } from "../../system/problems";
import { findToolchain } from "../../toolchain/find";
import { findKubectl, requireKubectl } from "../../toolchain/kubectl";
import { programFolder } from "../../toolchain/pins";
import { moduleOf, TOOL_MODULES, type ModuleName } from "../../toolchain/programs";
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
    rmSync(join(folderOf("kubernetes"), "kubelet"));
    rmSync(folderOf("pulumi"), { recursive: true });
    const wayOut = "Run `npx lab prepare`";
    expect(problemsOf(() => findToolchain())).toEqual([
      expect.objectContaining({ key: "kubernetes", wayOut }),
      expect.objectContaining({ key: "pulumi", wayOut }),
    ]);
  });

  it("does not take a link for a program that has gone", () => {
    const program = join(folderOf("pulumi"), "pulumi");
    rmSync(program);
    symlinkSync(join(cache, "gone"), program);
    expect(() => findToolchain()).toThrow(/^pulumi: /);
  });

  it("asks for no more than is wanted, and gives no more", () => {
    rmSync(join(folderOf("kubernetes"), "kubelet"));
    const toolchain = findToolchain(["pulumi"]);
    expect(toolchain.path.split(":")).toEqual([folderOf("pulumi")]);
    expect(toolchain.program("pulumi")).toBe(join(toolchain.path, "pulumi"));
    expect(() => toolchain.program("kubelet")).toThrow("not among the programs that were asked for");
  });

  describe("kubectl", () => {
    it("is the lab's own where that is whole", () => {
      expect(findKubectl("")).toBe(join(folderOf("kubernetes"), "kubectl"));
    });

    it("is the user's otherwise, the first in PATH that can be run", () => {
      rmSync(join(folderOf("kubernetes"), "kubelet"));
      const theirs = writeProgram(join(cache, "second"), "kubectl", "");
      expect(findKubectl(`${join(cache, "first")}:${join(cache, "second")}`)).toBe(theirs);
    });

    it("may be missing", () => {
      rmSync(join(folderOf("kubernetes"), "kubelet"));
      process.env.PATH = join(cache, "empty");
      expect(findKubectl()).toBeUndefined();
      expect(problemsOf(requireKubectl)).toEqual([expect.objectContaining({ key: "kubectl" })]);
    });
  });
});

function folderOf(name: ModuleName): string {
  return programFolder(moduleOf(name));
}

function problemsOf(find: () => unknown): readonly Problem[] {
  try {
    find();
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems;
    throw error;
  }
  return [];
}
