import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isInstalled, standInFolders } from "../../../cli/pulumi/plugins";
import { projectDirectory } from "../../../system/paths";

describe("an official plugin", () => {
  const home = mkdtempSync(join(tmpdir(), "plugins-"));
  const folder = join(home, "plugins", "resource-random-v4.21.2");

  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  test("is not installed before its program is there", () => {
    expect(isInstalled(home, "random", "4.21.2")).toBe(false);
    mkdirSync(folder, { recursive: true });
    expect(isInstalled(home, "random", "4.21.2")).toBe(false);
    writeFileSync(join(folder, "pulumi-resource-random"), "");
    expect(isInstalled(home, "random", "4.21.2")).toBe(true);
  });

  test("of another version is another plugin", () => {
    expect(isInstalled(home, "random", "4.21.1")).toBe(false);
  });

  test("is not installed while the engine marks it as partial", () => {
    writeFileSync(`${folder}.partial`, "");
    expect(isInstalled(home, "random", "4.21.2")).toBe(false);
  });
});

test("stand-ins serve only for what is not installed", () => {
  const plugins = [
    { name: "kubernetes", version: "4.34.2", installed: false },
    { name: "random", version: "4.21.2", installed: true },
  ];
  expect(standInFolders(plugins)).toEqual([join(projectDirectory, "plugins", "kubernetes")]);
});
