import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { run } from "../../system/command";
import { fillFolder } from "../../system/fillFolder";
import { NEEDS } from "../../system/packageNeeds";
import { cacheDirectory } from "../../system/paths";
import type { Progress } from "../../system/progress";
import { watch } from "../../system/watchedCommand";

/** A bootable Debian 12: kernel and initial file system as files, and the disk they boot. Never written to once made. */
export interface Base {
  readonly kernel: string;
  readonly initrd: string;
  readonly disk: string;
}

const SUITE = "bookworm";

/** What makes a Debian a machine, what a user's machine has by default beside that, and what the lab itself asks for. */
const PACKAGES = [
  ...[
    "linux-image-amd64",
    "systemd-sysv",
    "udev",
    "kmod",
    "dbus",
    "apparmor",
    "libpam-systemd",
    "sudo",
    "openssl",
    "procps",
  ],
  // The C libraries of Node and runc.
  ...["libstdc++6", "libatomic1", "libseccomp2"],
  ...NEEDS.run.map((need) => need.package),
];

/** Where the disk with the lab on it appears: the home of the user who runs it. */
export const HOME = "/root";

const FILES = {
  "etc/hostname": "debian\n",
  "etc/hosts": "127.0.0.1 localhost\n127.0.1.1 debian\n",
  "etc/resolv.conf": "",
  "etc/fstab": `/dev/vda / ext4 defaults 0 0\n/dev/vdb ${HOME} ext4 defaults 0 0\n`,
  "etc/systemd/system/guest.service": `[Unit]
After=multi-user.target
RequiresMountsFor=${HOME}
[Service]
ExecStart=/bin/bash ${HOME}/guest/start.sh
`,
};

/** Room for logs and temporary files; the lab's own are on the other disk. */
const DISK_SIZE = "3G";

/** The base from the cache; made there in about two minutes when it is not, or not by this recipe. */
export async function ensureBase(progress: Progress): Promise<Base> {
  const recipe = JSON.stringify([SUITE, PACKAGES, FILES, DISK_SIZE]);
  const key = createHash("sha256").update(recipe).digest("hex").slice(0, 16);
  const all = join(cacheDirectory(), "vm");
  const folder = join(all, `base-${key}`);
  const base = {
    kernel: join(folder, "vmlinuz"),
    initrd: join(folder, "initrd"),
    disk: join(folder, "disk"),
  };
  if (existsSync(folder)) return base;
  await fillFolder(folder, (partial) => makeBase(partial, progress));
  for (const other of readdirSync(all).filter((name) => /^base-\w+$/.test(name) && name !== basename(folder)))
    rmSync(join(all, other), { recursive: true });
  return base;
}

async function makeBase(folder: string, progress: Progress): Promise<void> {
  const root = join(folder, "root");
  progress("making a Debian 12 from its packages (about 2 minutes, once)");
  const packages = [...new Set(PACKAGES)].join(",");
  await watch(["mmdebstrap", "--variant=important", `--include=${packages}`, SUITE, root], progress);
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  await run(["systemctl", "--root", root, "add-wants", "multi-user.target", "guest.service"]);
  const boot = readdirSync(join(root, "boot"));
  const inBoot = (prefix: string): string =>
    join(root, "boot", boot.find((name) => name.startsWith(prefix)) ?? prefix);
  copyFileSync(inBoot("vmlinuz-"), join(folder, "vmlinuz"));
  copyFileSync(inBoot("initrd.img-"), join(folder, "initrd"));
  progress("making its disk");
  await run(["mke2fs", "-q", "-t", "ext4", "-d", root, join(folder, "disk"), DISK_SIZE]);
  rmSync(root, { recursive: true });
}
