import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensurePackages } from "../../system/packages";
import { ProblemsError } from "../../system/problems";
import { ensureHey, heyFolder, withHey } from "../../toolchain/hey";
import { programFolder } from "../../toolchain/pins";
import { modulesOf } from "../../toolchain/programs";
import { writeGo, writeProgram } from "./fakePrograms";

jest.mock("../../system/packages", () => ({ ensurePackages: jest.fn() }));

describe("hey", () => {
  const before = { ...process.env };
  let folder: string;
  let bin: string;
  let messages: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lab-hey-"));
    bin = join(folder, "bin");
    messages = [];
    process.env.LAB_CACHE = join(folder, "cache");
    process.env.PATH = `${bin}:/bin`;
    jest.mocked(ensurePackages).mockReset();
  });

  afterEach(() => {
    process.env = { ...before };
    rmSync(folder, { recursive: true });
  });

  const own = () => programFolder(modulesOf(["hey"])[0] ?? { name: "", upstream: "", programs: [] });
  const ensure = () => ensureHey((message) => messages.push(message));

  it("is the one on PATH where there is one, and nothing is made", async () => {
    writeProgram(bin, "hey", "");
    await ensure();
    expect(heyFolder()).toBe(bin);
    expect(messages).toEqual([]);
    expect(ensurePackages).not.toHaveBeenCalled();
  });

  it("is built where there is a Go", async () => {
    writeGo(bin, "1.26.8", join(folder, "builds"));
    await ensure();
    expect(heyFolder()).toBe(own());
    expect(ensurePackages).not.toHaveBeenCalled();
  });

  it.each([
    ["there is no Go", () => undefined],
    [
      "the Go is too old",
      () => {
        writeGo(bin, "1.19.8", "/dev/null");
      },
    ],
    [
      "it can't be built",
      () => writeProgram(bin, "go", 'case "$1" in env) echo go1.26.8 ;; *) exit 1 ;; esac'),
    ],
  ])("is Debian's where %s", async (_case, prepare) => {
    prepare();
    jest.mocked(ensurePackages).mockImplementation(() => {
      writeProgram(bin, "hey", "");
      return Promise.resolve();
    });
    await ensure();
    expect(ensurePackages).toHaveBeenCalledWith(expect.objectContaining({ purposes: ["hey"] }));
    expect(heyFolder()).toBe(bin);
  });

  it("says why it can be had neither way, and the way out", async () => {
    const problem = { key: "hey", value: "not found: no apt-get", rule: "", wayOut: "" };
    jest.mocked(ensurePackages).mockRejectedValue(new ProblemsError([problem]));
    await expect(ensure()).rejects.toMatchObject({
      problems: [
        {
          key: "hey",
          value: "not found on PATH (go: not found on PATH; hey: not found: no apt-get)",
          wayOut: expect.stringContaining("sudo apt-get install hey") as string,
        },
      ],
    });
  });

  it("comes last in PATH, and is no part of what runs where there is none", () => {
    expect(withHey(["curl"])).toEqual(["curl"]);
    writeProgram(own(), "hey", "");
    expect(withHey(["hey", "-n", "1"])).toEqual(["env", `PATH=${bin}:/bin:${own()}`, "hey", "-n", "1"]);
  });
});
