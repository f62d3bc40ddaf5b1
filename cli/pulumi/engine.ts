import { projectDirectory } from "../../system/paths";
import { findToolchain } from "../../toolchain/find";
import { currentBackend, makeOwnBackend, type Backend } from "./backend";
import { neededPlugins, standInFolders } from "./plugins";
import { removeStaleLocks } from "./staleLocks";
import { pulumiVariables } from "./variables";

/** The Pulumi project's name, as `Pulumi.yaml` has it. */
export const PROJECT = "aks-lb-lab";

/** The real `pulumi`, and the variables under which it is about one stack of this project. */
export interface Engine {
  readonly program: string;
  /** To be laid over the environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly backend: Backend;
  readonly stack: string;
}

/**
 * The engine for `stack`; makes the lab's own backend when it is the one to use, and frees the stack from locks of dead engines.
 * @throws ProblemsError when the toolchain is not prepared.
 */
export function findEngine(stack: string): Engine {
  const toolchain = findToolchain();
  const backend = currentBackend();
  if (backend.kind === "own") {
    makeOwnBackend(backend);
    removeStaleLocks(backend, PROJECT, stack);
  }
  const setting = {
    stack,
    backend,
    toolchainPath: toolchain.path,
    standIns: standInFolders(neededPlugins()),
  };
  return {
    program: toolchain.program("pulumi"),
    variables: pulumiVariables(setting, process.env),
    cwd: projectDirectory,
    backend,
    stack,
  };
}
