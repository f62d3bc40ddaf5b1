import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fillFolder } from "../../system/fillFolder";

describe("fillFolder", () => {
  let parent: string;
  let target: string;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "lab-fill-"));
    target = join(parent, "cache", "thing");
  });

  afterEach(() => {
    rmSync(parent, { recursive: true });
  });

  const write = (text: string) => (folder: string) => {
    writeFileSync(join(folder, "file"), text);
    return Promise.resolve();
  };

  it("puts the folder in its place once it is filled", async () => {
    await fillFolder(target, (folder) => {
      expect(existsSync(target)).toBe(false);
      return write("whole")(folder);
    });
    expect(readFileSync(join(target, "file"), "utf8")).toBe("whole");
    expect(readdirSync(join(parent, "cache"))).toEqual(["thing"]);
  });

  it("leaves nothing when filling fails", async () => {
    const failed = fillFolder(target, async (folder) => {
      await write("half")(folder);
      throw new Error("no more");
    });
    await expect(failed).rejects.toThrow("no more");
    expect(readdirSync(join(parent, "cache"))).toEqual([]);
  });

  it("keeps what another process put there first", async () => {
    await fillFolder(target, async (folder) => {
      mkdirSync(target);
      writeFileSync(join(target, "file"), "the other's");
      await write("ours")(folder);
    });
    expect(readFileSync(join(target, "file"), "utf8")).toBe("the other's");
    expect(readdirSync(join(parent, "cache"))).toEqual(["thing"]);
  });

  it("removes what an ended process left, and not what a living one works on", async () => {
    // A number above the kernel's largest is no process's; the parent of this one lives.
    const [dead, living] = [`${target}.partial-4194305`, `${target}.partial-${process.ppid}`];
    mkdirSync(dead, { recursive: true });
    mkdirSync(living);
    await fillFolder(target, write("whole"));
    expect(readdirSync(join(parent, "cache")).sort()).toEqual(["thing", basename(living)]);
  });
});
