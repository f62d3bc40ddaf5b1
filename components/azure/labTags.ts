import type { AksSpec } from "../../config/aksSpec";

/** What every resource of a lab carries that can carry tags: which lab it is, who answers for it, when it should be gone. */
export function labTags({ name, owner, expiresAt }: AksSpec): Record<string, string> {
  return { lab: name, owner, expiresAt };
}
