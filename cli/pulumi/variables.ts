import { shellWord } from "../../system/quoting";
import { directToLoopback } from "../../system/proxy";
import type { Backend } from "./backend";

export interface EngineSetting {
  readonly stack: string;
  readonly backend: Backend;
  /** Folders for PATH: those of the engine, its language host, and what belongs at a user's hand. */
  readonly programs: readonly string[];
  /** Whether the engine may download plugins that are missing. */
  readonly acquires: boolean;
}

/** The variables under which `pulumi`, by whomever started, is about this lab; to be laid over `env`. Holds no secret. */
export function pulumiVariables(setting: EngineSetting, env: NodeJS.ProcessEnv): Record<string, string> {
  return {
    PATH: prepend(setting.programs, env.PATH ?? ""),
    PULUMI_STACK: setting.stack,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Written either way: in a shell that read them, the other one may be left from another stack.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: String(!setting.acquires),
    ...directToLoopback(env),
    ...backendVariables(setting.backend, env),
  };
}

function backendVariables(backend: Backend, env: NodeJS.ProcessEnv): Record<string, string> {
  if (backend.kind === "chosen") return {};
  const ownPassphrase =
    env.PULUMI_CONFIG_PASSPHRASE !== undefined || (env.PULUMI_CONFIG_PASSPHRASE_FILE ?? "") !== "";
  return {
    PULUMI_BACKEND_URL: backend.url,
    // The state names the key that it is encrypted with, so that the stack's file need not.
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
    // A copy of the state for each of an operation's steps, kept for ever, is more than a lab needs.
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    ...(ownPassphrase ? {} : { PULUMI_CONFIG_PASSPHRASE_FILE: backend.passphraseFile }),
  };
}

/** `folders` before `path`, each once. */
function prepend(folders: readonly string[], path: string): string {
  const rest = path.split(":").filter((folder) => folder !== "" && !folders.includes(folder));
  return [...new Set(folders), ...rest].join(":");
}

/** Lines that set `variables` in any POSIX shell. */
export function exportLines(variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables).map(([name, value]) => `export ${name}=${shellWord(value)}`);
}
