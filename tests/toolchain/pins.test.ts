import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { projectDirectory } from "../../system/paths";
import {
  buildFlags,
  moduleKey,
  readPins,
  requiredGo,
  requiredVersion,
  sourceFolder,
} from "../../toolchain/pins";
import { OTHER_MODULES, TOOL_MODULES, type ToolModule } from "../../toolchain/programs";

const ALL: readonly ToolModule[] = [...TOOL_MODULES, ...OTHER_MODULES];

const goMod = `module aks-lb-lab/toolchain/example

go 1.26

tool example.org/tool/v2/cmd/thing

require (
	example.org/other v0.3.0 // indirect
	example.org/tool/v2 v2.4.1 // indirect
)
`;
const example: ToolModule = { name: "example", upstream: "example.org/tool/v2", programs: ["thing"] };

describe("requiredVersion", () => {
  it.each([
    ["in a block", goMod, "v2.4.1"],
    ["on a line of its own", "require example.org/tool/v2 v2.5.0\n", "v2.5.0"],
  ])("reads a requirement %s", (_case, text, version) => {
    expect(requiredVersion(text, example.upstream)).toBe(version);
  });

  it("does not take a module for another whose path begins alike", () => {
    expect(() => requiredVersion(goMod, "example.org/tool")).toThrow("does not require example.org/tool");
  });
});

describe("requiredGo", () => {
  it("reads the go line", () => {
    expect(requiredGo(goMod)).toBe("1.26");
  });

  it("refuses a go.mod without one", () => {
    expect(() => requiredGo("module x\n")).toThrow("no go line");
  });
});

describe("buildFlags", () => {
  it("tells Kubernetes its version, which its parts compare", () => {
    expect(buildFlags(named("kubernetes"), "v1.35.0")).toContain(
      "-ldflags=-s -w -X k8s.io/component-base/version.gitVersion=v1.35.0" +
        " -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=35",
    );
  });

  it("builds runc with seccomp", () => {
    expect(buildFlags(named("runc"), "v1.3.0")).toContain("-tags=seccomp");
  });

  it.each(TOOL_MODULES.map(({ name }) => name))("never lets the pins of %s change", (name) => {
    expect(buildFlags(named(name), "v1.0.0")).toContain("-mod=readonly");
  });
});

describe("moduleKey", () => {
  const pins = { goMod, goSum: "example.org/tool/v2 v2.4.1 h1:abc=\n" };
  const machine = { os: "linux", arch: "amd64" } as const;
  const key = moduleKey(example, pins, machine);

  it("is the same for the same", () => {
    expect(moduleKey({ ...example }, { ...pins }, { ...machine })).toBe(key);
  });

  it.each([
    ["a version", example, { ...pins, goMod: goMod.replace("v2.4.1", "v2.4.2") }, machine],
    ["a main package of ours", example, { ...pins, main: "package main" }, machine],
    ["a checksum", example, { ...pins, goSum: pins.goSum.replace("abc", "abd") }, machine],
    ["a tag", { ...example, tags: ["x"] }, pins, machine],
    ["a program", { ...example, programs: ["thing", "other"] }, pins, machine],
    ["the processor", example, pins, { ...machine, arch: "arm64" }],
    ["the system", example, pins, { ...machine, os: "darwin" }],
    ["the module whose release it is in", { ...example, releasedWith: "pulumi" }, pins, machine],
  ] as const)("changes with %s", (_what, changed, changedPins, on) => {
    expect(moduleKey(changed, changedPins, on)).not.toBe(key);
  });
});

describe("the pinned modules", () => {
  it("are the folders with a go.mod", () => {
    const folders = readdirSync(join(projectDirectory, "toolchain"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect([...new Set(ALL.map(sourceFolder))].map((path) => basename(path)).sort()).toEqual(folders.sort());
  });

  it.each(ALL.map(({ name }) => name))("%s requires its version and has a checksum for it", (name) => {
    const tool = named(name);
    const pins = readPins(tool);
    const version = requiredVersion(pins.goMod, tool.upstream);
    expect(pins.goSum).toContain(`${tool.upstream} ${version} h1:`);
  });

  it.each(ALL.map(({ name }) => name))("%s has a tool line for each of its programs", (name) => {
    const text = readFileSync(join(sourceFolder(named(name)), "go.mod"), "utf8");
    const block = /^tool (?:\(\n([^)]*)\)|(.*))$/m.exec(text);
    const tools = (block?.[1] ?? block?.[2] ?? "").trim().split(/\s+/);
    const tool = named(name);
    // The one program whose package is called after its module's version.
    const called = tools.map((path) =>
      path === "go.etcd.io/etcd/server/v3" ? "etcd" : path.split("/").at(-1),
    );
    const built = tool.packages === undefined ? called : tool.packages.map((path) => basename(path));
    expect(built.sort()).toEqual([...tool.programs].sort());
    expect(called).toEqual(expect.arrayContaining([...tool.programs]));
  });

  it("provide every program once", () => {
    const programs = TOOL_MODULES.flatMap((tool) => [...tool.programs]);
    expect(new Set(programs).size).toBe(programs.length);
  });
});

function named(name: string): ToolModule {
  const found = ALL.find((tool) => tool.name === name);
  if (found === undefined) throw new Error(`no module ${name}`);
  return found;
}
