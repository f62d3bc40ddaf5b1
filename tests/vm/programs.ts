import { ensurePackages } from "../../system/packages";
import { refuse } from "../../system/problems";
import type { Progress } from "../../system/progress";
import { isRoot } from "../../system/root";

/**
 * Has what the test itself takes, installed from Debian's packages where missing.
 * @throws ProblemsError for whoever is not root, and where packages can't be installed.
 */
export async function ensurePrograms(progress: Progress, signal: AbortSignal): Promise<void> {
  const user = String(process.getuid?.() ?? "unknown");
  const rule = "making a machine's disk with its owners takes root";
  const wayOut = "Run `sudo --preserve-env npm run test:vm`";
  refuse(isRoot() ? [] : [{ key: "user", value: `id ${user}`, rule, wayOut }]);
  await ensurePackages({ progress, purposes: ["machine"], signal });
}
