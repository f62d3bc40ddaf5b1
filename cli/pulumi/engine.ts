import { existsSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { ProblemsError } from "../../system/problems";
import { cacheDirectory, projectDirectory } from "../../system/paths";
import { PROJECT_NAME } from "../../system/project";
import { findToolchain, type Toolchain } from "../../toolchain/find";
import { findKubectl } from "../../toolchain/kubectl";
import { installProvider } from "../../toolchain/pulumiPlugins";
import { ENGINE_MODULES } from "../prepareEngine";
import { mayAcquirePlugins } from "./acquisition";
import { currentBackend, makeOwnBackend, type Backend, type OwnBackend } from "./backend";
import { freeFromStaleLocks } from "./freeStack";
import { dropSalts } from "./salt";
import { pulumiVariables } from "./variables";

const ENGINE = ["pulumi", "pulumi-language-nodejs"] as const;

/** The real `pulumi`, and the variables under which it is about one stack of this project. */
export interface Engine {
  readonly program: string;
  /** To be laid over the environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly backend: Backend;
  readonly stack: string;
}

/**
 * The engine for `stack`; makes the lab's own backend when it is the one to use, and frees the stack from locks of dead engines.
 * @throws ProblemsError when the toolchain is not prepared.
 */
export function findEngine(stack: string): Engine {
  const toolchain = findToolchain(ENGINE_MODULES);
  const backend = currentBackend(stack);
  if (backend.kind === "own") {
    makeOwnBackend(backend);
    freeFromStaleLocks(backend, stack);
  }
  // No more of the toolchain than that: its containerd and runc must not hide the user's own.
  const programs = [...ENGINE.map((name) => toolchain.program(name)), findKubectl()].flatMap((program) =>
    program === undefined ? [] : [dirname(program)],
  );
  placeLanguageHost(toolchain);
  installProvider(toolchain.program("pulumi-resource-kubernetes"));
  const setting = {
    stack,
    backend,
    programs,
    acquires: mayAcquirePlugins(stack, process.env),
  };
  return {
    program: toolchain.program("pulumi"),
    variables: pulumiVariables(setting, process.env),
    backend,
    stack,
  };
}

/** {@link findEngine}, or nothing where no toolchain is prepared: what runs can be ended all the same. */
export function engineIfThere(stack: string): Engine | undefined {
  try {
    return findEngine(stack);
  } catch (error) {
    if (error instanceof ProblemsError) return undefined;
    throw error;
  }
}

/** The engine warns of a language host that is elsewhere than beside it. */
function placeLanguageHost(toolchain: Toolchain): void {
  const engine = realpathSync(toolchain.program("pulumi"));
  if (!engine.startsWith(cacheDirectory())) return;
  const beside = join(dirname(engine), "pulumi-language-nodejs");
  try {
    if (!existsSync(beside)) symlinkSync(toolchain.program("pulumi-language-nodejs"), beside);
  } catch {
    // Another command was faster, or the cache is another user's: at worst there is the warning.
  }
}

/** The folder of the lab's own backend that holds a state for each stack. */
export function stateFolder(backend: OwnBackend): string {
  return join(backend.directory, ".pulumi", "stacks", PROJECT_NAME);
}

/** Undoes what the engine wrote into stacks' files on its own account. */
export function tidyStackFiles({ backend }: Engine): void {
  if (backend.kind === "own") dropSalts(projectDirectory, stateFolder(backend));
}
