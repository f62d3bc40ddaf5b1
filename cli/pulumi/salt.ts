import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes the encryption salt out of every stack's file in `project` for which the state in `states` holds the same one: the
 * engine writes it into the file at each operation, but does without (PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER), and a file in
 * git should change only when a setting does.
 * @param project the folder with `Pulumi.<stack>.yaml`
 * @param states the backend's folder with `<stack>.json`
 */
export function dropSalts(project: string, states: string): void {
  for (const name of readdirSync(project)) {
    const stack = /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1];
    if (stack === undefined) continue;
    const text = readFileSync(join(project, name), "utf8");
    const without = withoutSalt(text, saltOf(join(states, `${stack}.json`)));
    if (without === "") rmSync(join(project, name));
    else if (without !== text) writeFileSync(join(project, name), without);
  }
}

/** `text` without the line of `salt`; as it is when it holds another one, or secrets that the salt belongs to. */
export function withoutSalt(text: string, salt: string | undefined): string {
  if (salt === undefined || /^\s+secure:/m.test(text)) return text;
  // How the engine writes it into a file that has nothing else.
  if (text.trim() === `{encryptionsalt: '${salt}'}`) return "{}\n";
  return text
    .split("\n")
    .filter((line) => line !== `encryptionsalt: ${salt}`)
    .join("\n");
}

interface StateFile {
  readonly checkpoint?: {
    readonly latest?: { readonly secrets_providers?: { readonly state?: { salt?: string } } };
  };
}

function saltOf(path: string): string | undefined {
  try {
    const { checkpoint } = JSON.parse(readFileSync(path, "utf8")) as StateFile;
    return checkpoint?.latest?.secrets_providers?.state?.salt;
  } catch {
    // No such stack in this backend, or a state that the engine could not read either.
    return undefined;
  }
}
