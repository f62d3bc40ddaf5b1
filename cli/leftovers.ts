import { existsSync } from "node:fs";
import { join } from "node:path";
import { remove } from "../local/cluster";
import { run } from "../system/command";
import { labDirectory } from "../system/paths";
import { asRoot, isRoot, keptVariables } from "./root";

/** Ends what lives of the local lab called `name` and removes what is left of it, as root if need be. Idempotent. */
export async function removeLeftovers(name: string): Promise<void> {
  if (isRoot()) await remove(name);
  else if (existsSync(labDirectory(name))) {
    const again = [
      process.execPath,
      "--require",
      require.resolve("tsx/cjs"),
      join(__dirname, "leftovers.ts"),
      name,
    ];
    await run(asRoot(["env", ...keptVariables(), ...again]));
  }
}

const [, , name] = process.argv;
if (require.main === module && name !== undefined) void removeLeftovers(name);
