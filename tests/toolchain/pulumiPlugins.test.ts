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
import { join } from "node:path";
import { installedProvider, installProvider } from "../../toolchain/pulumiPlugins";
import { writeProgram } from "./fakePrograms";

describe("the Kubernetes provider", () => {
  const before = process.env.PULUMI_HOME;
  let root: string;
  let folder: string;
  let program: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "lab-plugins-"));
    process.env.PULUMI_HOME = join(root, "home");
    folder = join(root, "home", "plugins", "resource-kubernetes-v4.25.0");
    program = writeProgram(join(root, "cache"), "pulumi-resource-kubernetes", "echo ours");
  });

  afterEach(() => {
    if (before === undefined) delete process.env.PULUMI_HOME;
    else process.env.PULUMI_HOME = before;
    rmSync(root, { recursive: true });
  });

  it("is put where the engine looks for plugins, and stays when the cache goes", () => {
    expect(installedProvider()).toBeUndefined();
    installProvider(program);
    rmSync(program);
    expect(readdirSync(folder)).toEqual(["pulumi-resource-kubernetes"]);
    expect(installedProvider()).toBe(join(folder, "pulumi-resource-kubernetes"));
  });

  it("that Pulumi has installed itself stays", () => {
    const theirs = writeProgram(folder, "pulumi-resource-kubernetes", "echo theirs");
    installProvider(program);
    expect(readFileSync(theirs, "utf8")).toContain("theirs");
  });

  it.each([
    [
      "whose download was cut off",
      () => {
        writeFileSync(`${folder}.partial`, "");
      },
    ],
    [
      "of which there is only the folder",
      () => {
        rmSync(join(folder, "pulumi-resource-kubernetes"));
      },
    ],
  ])("replaces one %s", (_case, spoil) => {
    mkdirSync(folder, { recursive: true });
    writeProgram(folder, "pulumi-resource-kubernetes", "echo theirs");
    spoil();
    expect(installedProvider()).toBeUndefined();
    installProvider(program);
    expect(readFileSync(installedProvider() ?? "", "utf8")).toContain("ours");
    expect(existsSync(`${folder}.partial`)).toBe(false);
  });
});
