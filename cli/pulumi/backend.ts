import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { pulumiHome, stateDirectory } from "../../system/paths";

/** Where Pulumi keeps its state: the lab's own folder, or wherever the user decided; then nothing is the lab's to set. */
export type Backend = OwnBackend | { readonly kind: "chosen"; readonly by: string };

export interface OwnBackend {
  readonly kind: "own";
  readonly directory: string;
  readonly url: string;
  readonly passphraseFile: string;
}

/**
 * The backend for this user: what `PULUMI_BACKEND_URL`, an access token or `pulumi login` chose, otherwise the lab's own.
 * @param login the backend that Pulumi's credentials file names as the current one
 */
export function chooseBackend(env: NodeJS.ProcessEnv, login: string | undefined, state: string): Backend {
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
  if (isSet(env.PULUMI_ACCESS_TOKEN)) return { kind: "chosen", by: "PULUMI_ACCESS_TOKEN" };
  if (isSet(login)) return { kind: "chosen", by: "pulumi login" };
  return own;
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}

/** {@link chooseBackend} for this process. */
export function currentBackend(): Backend {
  return chooseBackend(process.env, currentLogin(), stateDirectory());
}

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
