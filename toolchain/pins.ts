import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory } from "../system/paths";
import { platform, type Platform } from "./machine";
import { TOOL_MODULES, type ToolModule } from "./programs";

/** What pins a module's programs: the files of its folder, as text. */
export interface Pins {
  readonly goMod: string;
  readonly goSum: string;
  /** A main package of this project's own, where upstream's can't be built from its module. */
  readonly main?: string;
}

/** The folder of `module`'s go.mod. */
export function sourceFolder({ name, folder = name }: ToolModule): string {
  return join(__dirname, folder);
}

export function readPins(module: ToolModule): Pins {
  const folder = sourceFolder(module);
  const main = join(folder, module.programs[0] ?? "", "main.go");
  return {
    goMod: readFileSync(join(folder, "go.mod"), "utf8"),
    goSum: readFileSync(join(folder, "go.sum"), "utf8"),
    main: existsSync(main) ? readFileSync(main, "utf8") : undefined,
  };
}

/** The version of `upstream` that go.mod requires, such as `v1.35.0`. */
export function requiredVersion(goMod: string, upstream: string): string {
  for (const line of goMod.split("\n")) {
    const [path, version] = line
      .replace(/^require /, "")
      .trim()
      .split(/\s+/);
    if (path === upstream && version?.startsWith("v") === true) return version;
  }
  throw new Error(`go.mod does not require ${upstream}`);
}

/** The version of `module`'s programs, such as `v1.35.4`. */
export function versionOf(module: ToolModule, { goMod } = readPins(module)): string {
  return module.version ?? requiredVersion(goMod, module.upstream);
}

/** The version of the release that has the programs of `module` in it. */
export function releaseVersion(module: ToolModule): string {
  return versionOf(TOOL_MODULES.find(({ name }) => name === module.releasedWith) ?? module);
}

/** The oldest Go that go.mod's `go` line allows, such as `1.26.0`. */
export function requiredGo(goMod: string): string {
  const line = /^go (\S+)$/m.exec(goMod)?.[1];
  if (line === undefined) throw new Error("go.mod has no go line");
  return line;
}

/** The flags of `go build` that decide what the programs are. */
export function buildFlags(module: ToolModule, version: string): string[] {
  const symbols = Object.entries(module.symbols?.(version) ?? {});
  const link = ["-s", "-w", ...symbols.map(([symbol, value]) => `-X ${symbol}=${value}`)].join(" ");
  return [
    "-trimpath",
    "-mod=readonly",
    "-buildvcs=false",
    // The linker leaves debugging information out, and making it takes a fifth of a compilation.
    "-gcflags=all=-dwarf=false",
    ...(module.tags === undefined ? [] : [`-tags=${module.tags.join(" ")}`]),
    `-ldflags=${link}`,
  ];
}

/** Sixteen hexadecimal digits that change with everything the programs of `module` are made from. */
export function moduleKey(module: ToolModule, pins: Pins, { os, arch }: Platform): string {
  const { goMod, goSum, main } = pins;
  const flags = buildFlags(module, versionOf(module, pins));
  const parts = [
    ...[goMod, goSum, os === "linux" ? arch : `${os}/${arch}`, module.programs, flags],
    ...(main === undefined ? [] : [main]),
    ...(module.releasedWith === undefined ? [] : [releaseVersion(module)]),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

/** The cache folder that holds, or will hold, the programs of `module`. */
export function programFolder(module: ToolModule): string {
  const key = moduleKey(module, readPins(module), platform());
  return join(cacheDirectory(), "toolchain", `${module.name}-${key}`);
}
