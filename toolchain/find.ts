import { delimiter, join } from "node:path";
import { firstExecutable, isExecutable } from "../system/executables";
import { refuse } from "../system/problems";
import { programFolder } from "./pins";
import { modulesOf, type ModuleName, type ProgramName, type ToolModule } from "./programs";

/** The upstream programs that were asked for, all of them there. */
export interface Toolchain {
  /** The absolute path of a program. @throws when its module was not asked for. */
  program(name: ProgramName): string;
  /** All folders with programs, as a value for PATH. */
  readonly path: string;
}

/**
 * The toolchain as {@link file://./prepare.ts} left it in the cache: a few looks at files, nothing is run.
 * @param wanted the modules that are needed; what a local lab takes unless told
 * @throws ProblemsError that names every one of them whose programs are not there.
 */
export function findToolchain(wanted?: readonly ModuleName[]): Toolchain {
  const found = modulesOf(wanted).map((module) => ({ module, folder: programFolder(module) }));
  refuse(
    found
      .filter(({ module, folder }) => !isComplete(module, folder))
      .map(({ module, folder }) => ({
        key: module.name,
        value: folder,
        rule: `${module.programs.join(", ")} must be there`,
        wayOut: "Run `npx lab prepare`",
      })),
  );
  const folderOf = new Map<string, string>(
    found.flatMap(({ module, folder }) => module.programs.map((program) => [program, folder] as const)),
  );
  return {
    program: (name) => {
      const folder = folderOf.get(name);
      if (folder === undefined) throw new Error(`${name} is not among the programs that were asked for`);
      return join(folder, name);
    },
    path: found.map(({ folder }) => folder).join(delimiter),
  };
}

/** The modules of `wanted` whose programs are not in the cache. */
export function missingModules(wanted?: readonly ModuleName[]): ToolModule[] {
  return modulesOf(wanted).filter((module) => !isComplete(module, programFolder(module)));
}

/** Whether every program of `module` can be run from `folder`. A link to a program that has gone is not one. */
export function isComplete(module: ToolModule, folder: string): boolean {
  return module.programs.every((program) => isExecutable(join(folder, program)));
}

/** The path of `program` in the first of the modules `names` that is in the cache. */
export function cachedProgram(names: readonly ModuleName[], program: ProgramName): string | undefined {
  const complete = modulesOf(names).filter((module) => isComplete(module, programFolder(module)));
  return firstExecutable(complete.map(programFolder), program);
}
