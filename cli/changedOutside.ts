import { stackConfig } from "../config/stackFile";
import { NAMESPACE } from "../config/labConfig";
import { wayBack } from "../system/changedOutside";
import type { LabStatus } from "./status/labStatus";

const KEYS = ["sessionAffinity", "externalTrafficPolicy"] as const;

/**
 * A sentence for each setting of the Service that is another one than the stack's, right after an `up`: the engine compares with what
 * it has set itself, and does not see what somebody has changed since.
 */
export function changedOutside(status: LabStatus, raw = stackConfig(status.stack)): string[] {
  return KEYS.flatMap((key) => {
    const [wanted, found] = [raw[`${NAMESPACE}:${key}`], status[key]];
    if (typeof wanted !== "string" || found === undefined || found === wanted) return [];
    const way = `${wayBack(status.stack)} sets it again.`;
    return [`The Service has ${key} ${found}, the stack ${wanted}: it was changed without Pulumi. ${way}`];
  });
}
