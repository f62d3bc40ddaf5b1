import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { pulumiHome, stateDirectory } from "../../system/paths";
import { refuse } from "../../system/problems";
import { standingTarget, type StackTarget } from "../stackTarget";

/** Where Pulumi keeps its state: the lab's own folder, or wherever the user decided; then nothing is the lab's to set. */
export type Backend = OwnBackend | { readonly kind: "chosen"; readonly by: string };

export interface OwnBackend {
  readonly kind: "own";
  readonly directory: string;
  readonly url: string;
  readonly passphraseFile: string;
}

/** Who asks for a backend, and what there is to choose from. */
export interface BackendChoice {
  readonly env: NodeJS.ProcessEnv;
  /** The backend that Pulumi's credentials file names as the current one. */
  readonly login?: string | undefined;
  /** The lab's state folder. */
  readonly state: string;
  /** Where the stack stands, or is to stand; asked for only where the answer changes something. */
  readonly target: () => StackTarget;
}

/**
 * The backend of a stack. A stack on this machine is nobody else's business: it takes the lab's own whatever account Pulumi is
 * logged in to, unless `PULUMI_BACKEND_URL` or `LAB_BACKEND=login` says otherwise. A stack on Azure, which costs and which others
 * may have to take down, is where the user is logged in; without a login in the lab's own too.
 * @throws ProblemsError for another value of `LAB_BACKEND`.
 */
export function chooseBackend({ env, login, state, target }: BackendChoice): Backend {
  const directory = join(state, "pulumi");
  const own = {
    kind: "own",
    directory,
    url: `file://${directory}`,
    passphraseFile: join(directory, "passphrase"),
  } as const;
  // `eval "$(npx lab env)"` has set the lab's own URL: that is no choice of the user's.
  if (env.PULUMI_BACKEND_URL === own.url) return own;
  if (isSet(env.PULUMI_BACKEND_URL)) return { kind: "chosen", by: "PULUMI_BACKEND_URL" };
  const followsLogin = loginWanted(env.LAB_BACKEND);
  const loggedInBy = isSet(env.PULUMI_ACCESS_TOKEN)
    ? "PULUMI_ACCESS_TOKEN"
    : isSet(login)
      ? "pulumi login"
      : undefined;
  if (loggedInBy === undefined) return own;
  return followsLogin || target() === "azure" ? { kind: "chosen", by: loggedInBy } : own;
}

function loginWanted(given: string | undefined): boolean {
  if (!isSet(given)) return false;
  refuse(given === "login" ? [] : [{ key: "LAB_BACKEND", value: given, ...LAB_BACKEND }]);
  return true;
}

const LAB_BACKEND = {
  rule: 'knows one value, "login": a stack on this machine goes where Pulumi is logged in to as well',
  wayOut: "Set it to login, or unset it; PULUMI_BACKEND_URL names any other backend",
};

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}

/** {@link chooseBackend} for this process and `stack`. */
export function currentBackend(stack: string): Backend {
  return backendFor(() => standingTarget(stack));
}

/** {@link chooseBackend} for this process and any stack that stands there. */
export function backendFor(target: () => StackTarget): Backend {
  return chooseBackend({ env: process.env, login: currentLogin(), state: stateDirectory(), target });
}

/** `backend` in the words of `lab status` and `lab doctor`. */
export function backendTold(backend: BackendTold): string {
  return backend.kind === "own" ? `the lab's own, ${backend.url}` : `yours, by ${backend.by}`;
}

/** What may be told of a {@link Backend} to anybody. */
export type BackendTold = Pick<OwnBackend, "kind" | "url"> | Exclude<Backend, OwnBackend>;

function currentLogin(): string | undefined {
  let text: string;
  try {
    text = readFileSync(join(pulumiHome(), "credentials.json"), "utf8");
  } catch {
    // Never logged in.
    return undefined;
  }
  return (JSON.parse(text) as { current?: string }).current;
}

/** Makes the lab's own backend: a folder for this user only, and a passphrase nobody needs to know. Idempotent. */
export function makeOwnBackend({ directory, passphraseFile }: OwnBackend): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // The folder may be older than this rule.
  chmodSync(directory, 0o700);
  try {
    writeFileSync(passphraseFile, `${randomBytes(24).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
