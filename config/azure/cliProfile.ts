import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Whether someone is logged in by the az CLI: its profile, in `AZURE_CONFIG_DIR` or `~/.azure`, has a subscription. A profile that
 * can't be read is none.
 */
export function loggedInByCli(env: NodeJS.ProcessEnv): boolean {
  const folder = env.AZURE_CONFIG_DIR ?? join(env.HOME ?? homedir(), ".azure");
  try {
    // The CLI writes a byte order mark.
    const text = readFileSync(join(folder, "azureProfile.json"), "utf8").replace(/^\uFEFF/, "");
    const { subscriptions } = JSON.parse(text) as { subscriptions?: unknown };
    return Array.isArray(subscriptions) && subscriptions.length > 0;
  } catch {
    return false;
  }
}
