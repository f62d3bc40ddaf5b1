import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectDirectory } from "../../system/paths";
import { buildsAtATime, buildState } from "../../toolchain/build";
import { isFit } from "../../toolchain/existingPulumi";
import { programMembers } from "../../toolchain/fetchRelease";
import { compareGo } from "../../toolchain/go";
import { versionOf } from "../../toolchain/pins";
import { moduleOf } from "../../toolchain/programs";

describe("compareGo", () => {
  it.each([
    ["1.26", "1.26", 0],
    ["1.26.8", "1.26", 1],
    ["1.9", "1.26", -1],
    ["1.26rc1", "1.26", 0],
    ["2.0", "1.99.9", 1],
  ])("%s against %s", (left, right, sign) => {
    expect(Math.sign(compareGo(left, right))).toBe(sign);
  });
});

describe("a Pulumi is fit", () => {
  it.each([
    ["v3.220.0", true],
    ["v3.220.1", true],
    ["v3.300.0", true],
    ["v3.221.0-alpha.1", true],
    ["v3.219.9", false],
    ["v4.0.0", false],
    ["v4.0.0-alpha.1", false],
    ["v3.220.0-alpha.1", false],
    ["v2.300.0", false],
  ])("%s: %s", (version, fit) => {
    expect(isFit(version, "v3.220.0")).toBe(fit);
  });
});

describe("programMembers", () => {
  it.each([
    ["at the top", "ctr\nREADME.md\n", ["ctr"]],
    ["as tar writes the current folder", "./\n./ctr\n./ctrx\n", ["./ctr"]],
    ["in folders, one of them of the same name", "ctr/\nctr/doc\nctr/ctr\n", ["ctr/ctr"]],
    ["nowhere", "bin/ctrx\nbin/xctr\n", []],
  ])("finds a program %s", (_case, list, members) => {
    expect(programMembers(list, ["ctr"])).toEqual(members);
  });
});

describe("buildState", () => {
  it.each([
    [0, 10, "0 of 10 packages compiled"],
    [10, 10, "packages compiled, linking"],
  ])("%i of %i", (compiled, total, state) => {
    expect(buildState(compiled, total)).toBe(state);
  });
});

const GIB = 1024 ** 3;

describe("builds side by side", () => {
  it.each([
    ["two cores and much memory", 2, 24 * GIB, 2],
    ["many cores, where memory decides", 16, 7 * GIB, 2],
    ["little memory, where one has to do", 8, 1 * GIB, 1],
    ["plenty of both", 64, 256 * GIB, 4],
    ["one core", 1, 64 * GIB, 1],
  ])("%s", (_machine, cores, bytes, builds) => {
    expect(buildsAtATime(cores, bytes)).toBe(builds);
  });
});

it("the project asks for the Pulumi that the toolchain has, and the SDK is of that version", () => {
  const version = versionOf(moduleOf("pulumi")).slice(1);
  const project = parse(readFileSync(join(projectDirectory, "Pulumi.yaml"), "utf8")) as object;
  expect(project).toMatchObject({ requiredPulumiVersion: `>=${version}` });
  const sdk = jest.requireActual<{ version: string }>("@pulumi/pulumi/package.json");
  expect(sdk.version).toBe(version);
});
