import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../system/command";
import { cacheDirectory, projectDirectory } from "../../system/paths";

const DISK_SIZE = "12G";

/**
 * Makes the file `disk`: a home folder with this checkout, the caches, Node, and what is to be done with them. `command` is
 * a shell script for `aks-lb-lab`, the checkout's folder in there.
 */
export async function makePayload(disk: string, command: string): Promise<void> {
  const home = mkdtempSync(join(cacheDirectory(), "vm", "home-"));
  try {
    cpSync(process.execPath, join(home, "bin", "node"));
    cpSync(join(__dirname, "guest"), join(home, "guest"), { recursive: true });
    writeFileSync(join(home, "guest", "command.sh"), command);
    for (const folder of [checkoutIn(home), cacheIn(home)]) mkdirSync(folder, { recursive: true });
    const toolchain = join(cacheDirectory(), "toolchain");
    const modules = readdirSync(toolchain).map((module) => [
      join(toolchain, module),
      join(cacheIn(home), "toolchain", module),
    ]);
    await run(["unshare", "--mount", "sh", "-ec", SCRIPT, "sh", home, disk, ...modules.flat()], {
      env: {
        PROJECT: projectDirectory,
        CHECKOUT: checkoutIn(home),
        CACHE: cacheDirectory(),
        COPY: cacheIn(home),
      },
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const checkoutIn = (home: string): string => join(home, "aks-lb-lab");
const cacheIn = (home: string): string => join(home, ".cache", "aks-lb-lab");

/**
 * Shows the folders to mke2fs by mounts of its own instead of copying two gigabytes. Version control and the base of this very test
 * stay outside. Programs are copied where they are links: to what the user had already, or to each other.
 */
const SCRIPT = `
home=$1 disk=$2; shift 2
mount --bind "$PROJECT" "$CHECKOUT"
[ ! -d "$CHECKOUT/.git" ] || mount -t tmpfs tmpfs "$CHECKOUT/.git"
mount --bind "$CACHE" "$COPY"
mount -t tmpfs tmpfs "$COPY/vm"
while [ $# -gt 0 ]; do
  if [ -n "$(find "$1" -type l)" ]; then
    mount -t tmpfs tmpfs "$2"
    cp -aL "$1/." "$2"
  fi
  shift 2
done
mke2fs -q -t ext4 -d "$home" "$disk" ${DISK_SIZE}
`;
