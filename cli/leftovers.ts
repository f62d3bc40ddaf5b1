import { existsSync } from "node:fs";
import { remove } from "../local/cluster";
import { run } from "../system/command";
import { labDirectory } from "../system/paths";
import { runAlone } from "./runAlone";
import { againAsRoot, isRoot } from "../system/root";

/** Ends what lives of the local lab called `name` and removes what is left of it, as root if need be. Idempotent. */
export async function removeLeftovers(name: string): Promise<void> {
  if (isRoot()) await remove(name);
  else if (existsSync(labDirectory(name))) await run(againAsRoot(__filename, name));
}

const [, , name] = process.argv;
if (require.main === module && name !== undefined) void runAlone(() => removeLeftovers(name));
