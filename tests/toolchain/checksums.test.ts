import { pinnedFiles } from "../../toolchain/pinnedFiles";
import { OTHER_MODULES, TOOL_MODULES } from "../../toolchain/programs";
import { PINNED, releaseFiles } from "../../toolchain/releasable";

const paths = pinnedFiles().map(({ path }) => path);

describe("the pinned checksums", () => {
  it.each(paths)("have %s", (path) => {
    expect(PINNED.checksums[path]).toMatch(/^[0-9a-f]{64}$/);
  });

  it("have no file that is no longer pinned, and no sum twice", () => {
    expect(Object.keys(PINNED.checksums).sort()).toEqual([...paths].sort());
    expect(new Set(Object.values(PINNED.checksums)).size).toBe(paths.length);
  });

  it.each(["amd64", "arm64"] as const)("are of every module of a lab on linux, %s", (arch) => {
    const without = TOOL_MODULES.filter((module) => releaseFiles(module, { os: "linux", arch }).length === 0);
    expect(without).toEqual([]);
  });

  it("have nothing of hey, whose author publishes none", () => {
    const hey = OTHER_MODULES.filter(({ name }) => name === "hey");
    expect(hey.flatMap((module) => releaseFiles(module, { os: "linux", arch: "amd64" }))).toEqual([]);
  });
});
