import { wayBack } from "../../system/changedOutside";

/** Whether the engine `said` that somebody else has a field that it was to set. */
export function isConflict(said: string): boolean {
  return said.includes("conflict with");
}

/**
 * The way out of a conflict, where the engine `said` that there is one. The provider itself names the field and who has it, and a way
 * out for those who write the objects themselves.
 */
export function conflictHint(said: string, stack: string): string {
  if (!isConflict(said)) return "";
  return `\nThat was changed without Pulumi; ${wayBack(stack)} gives the stack's settings back to it.`;
}

/** The engine tells that a passphrase is wrong, and not which, nor where it had it from. */
export function passphraseHint(said: string): string {
  if (!said.includes("incorrect passphrase")) return "";
  return (
    "\nThe stack was made with another passphrase: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE as it was then, " +
    "or unset both if neither was set."
  );
}
