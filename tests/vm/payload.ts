import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../system/command";
import { cacheDirectory, projectDirectory } from "../../system/paths";
import type { Progress } from "../../system/progress";

const DISK_SIZE = "12G";

/** What is not worth its way into the machine: version control, and the machine's own base. */
const NOT_COPIED = { checkout: [".git"], cache: ["vm"] };

/**
 * Makes the file `disk`: a home folder with this checkout, the caches, Node, and what is to be done with them. `command` is
 * a shell script for `aks-lb-lab`, the checkout's folder in there.
 */
export async function makePayload(disk: string, command: string, progress: Progress): Promise<void> {
  const home = mkdtempSync(join(cacheDirectory(), "vm", "home-"));
  try {
    progress("copying the checkout and the caches");
    await copyEntries(projectDirectory, join(home, "aks-lb-lab"), NOT_COPIED.checkout);
    await copyEntries(cacheDirectory(), join(home, ".cache", "aks-lb-lab"), NOT_COPIED.cache);
    // A program that the user had already is in the cache as a link to where it is on this machine.
    await copyProgramsBehindLinks(join(home, ".cache", "aks-lb-lab", "toolchain"));
    cpSync(process.execPath, join(home, "bin", "node"));
    cpSync(join(__dirname, "guest"), join(home, "guest"), { recursive: true });
    writeFileSync(join(home, "guest", "command.sh"), command);
    progress("making their disk");
    await run(["mke2fs", "-q", "-t", "ext4", "-d", home, disk, DISK_SIZE]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function copyEntries(from: string, to: string, except: readonly string[]): Promise<void> {
  mkdirSync(to, { recursive: true });
  const entries = readdirSync(from).filter((name) => !except.includes(name));
  await run(["cp", "-a", "--reflink=auto", ...entries.map((name) => join(from, name)), to]);
}

async function copyProgramsBehindLinks(folder: string): Promise<void> {
  const links = await run(["find", folder, "-type", "l"]);
  for (const link of links.split("\n").filter(Boolean)) {
    await run(["cp", "-L", "--remove-destination", link, `${link}.copy`]);
    await run(["mv", `${link}.copy`, link]);
  }
}
