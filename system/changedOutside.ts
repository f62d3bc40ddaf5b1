import { stackFlag } from "./stackFlag";

/**
 * The command that gives the stack's settings back to objects in the cluster that somebody changed without Pulumi, `kubectl edit`
 * for one. A refresh sees what was changed, and without force the one who changed it keeps the field.
 */
export function wayBack(stack: string): string {
  return `\`PULUMI_K8S_ENABLE_PATCH_FORCE=true npx lab pulumi${stackFlag(stack)} up --refresh\``;
}
