import { existsSync, readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { arch, freemem, release, totalmem } from "node:os";
import { dirname } from "node:path";
import { run } from "../../system/command";
import { missingPackages } from "../../system/packages";
import { cacheDirectory } from "../../system/paths";
import { asRoot, isRoot, rootProblems } from "../../system/root";
import { check, type Check } from "./check";

const GIGABYTE = 1e9;
/** Of a lab of three nodes, its pods included, and of a build of the largest program. */
const MEMORY = 2 * GIGABYTE;
/** Of programs and images in the cache, with room for a lab's own files. */
const DISK = 3 * GIGABYTE;

/** What the operating system and the hardware give. */
export async function machineChecks(): Promise<Check[]> {
  return [
    check(
      "system",
      "linux on x64 or arm64",
      `${process.platform} on ${arch()}`,
      isKnownSystem(),
      "Use such a machine",
    ),
    root(),
    packages(),
    await nftables(),
    kernel(),
    cgroups(),
    memory(),
    await disk(),
  ];
}

function isKnownSystem(): boolean {
  return process.platform === "linux" && ["x64", "arm64"].includes(arch());
}

function root(): Check {
  const found = isRoot() ? "root" : `user id ${process.getuid?.() ?? "unknown"}`;
  const [problem] = rootProblems();
  const what = problem === undefined && !isRoot() ? `${found}, sudo without a password` : found;
  return check(
    "root",
    "root, or sudo without a password",
    what,
    problem === undefined,
    problem?.wayOut ?? "",
  );
}

function packages(): Check {
  const missing = missingPackages();
  const names = [...new Set(missing.map((need) => need.package))];
  return check(
    "packages",
    "iproute2, nftables, iptables …",
    missing.length === 0 ? "all there" : `${missing.map(({ found }) => found).join(", ")} missing`,
    missing.length === 0,
    `\`npx lab prepare\` installs them where it may; by hand: \`sudo apt-get install ${names.join(" ")}\``,
  );
}

async function nftables(): Promise<Check> {
  const works = await succeeds(asRoot(["unshare", "--net", "nft", "list", "tables"]));
  return check(
    "nftables",
    "in namespaces of their own",
    works ? "works" : "does not work",
    works,
    "Needs root, and a kernel with nf_tables and network namespaces",
  );
}

function kernel(): Check {
  const kinds = ["mnt", "net", "pid", "ipc", "uts"].filter((kind) => !existsSync(`/proc/self/ns/${kind}`));
  const overlay = readFileSync("/proc/filesystems", "utf8").includes("\toverlay") || hasModule("overlay");
  const lacking = [...kinds.map((kind) => `${kind} namespaces`), ...(overlay ? [] : ["overlay"])];
  return check(
    "kernel",
    "namespaces, overlay",
    lacking.length === 0 ? `${release()}, all there` : `${release()} without ${lacking.join(", ")}`,
    lacking.length === 0,
    "Use a distribution's ordinary kernel, or load the module",
  );
}

/** Whether the running kernel can load the module `name`. */
function hasModule(name: string): boolean {
  const index = `/lib/modules/${release()}/modules.dep`;
  return existsSync(index) && readFileSync(index, "utf8").includes(`/${name}.ko`);
}

function cgroups(): Check {
  const found = existsSync("/sys/fs/cgroup/cgroup.controllers")
    ? "v2"
    : existsSync("/sys/fs/cgroup/memory")
      ? "v1"
      : "none";
  return check(
    "cgroups",
    "v2 or v1",
    found,
    found !== "none",
    "Mount the cgroup file system on /sys/fs/cgroup",
  );
}

function memory(): Check {
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync("/proc/meminfo", "utf8"))?.[1];
  const bytes = available === undefined ? freemem() : Number(available) * 1024;
  return check(
    "memory",
    `${gigabytes(MEMORY)} available`,
    `${gigabytes(bytes)} of ${gigabytes(totalmem())}`,
    bytes >= MEMORY,
    "End something else, or set nodeCount 2",
  );
}

async function disk(): Promise<Check> {
  const folder = nearestExisting(cacheDirectory());
  const { bavail, bsize } = await statfs(folder);
  return check(
    "disk",
    `${gigabytes(DISK)} free`,
    `${gigabytes(bavail * bsize)} at ${folder}`,
    bavail * bsize >= DISK,
    "Free some, or set LAB_CACHE to a folder elsewhere",
  );
}

function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(dirname(folder));
}

function gigabytes(bytes: number): string {
  return `${(bytes / GIGABYTE).toFixed(1)} GB`;
}

async function succeeds(argv: readonly string[]): Promise<boolean> {
  try {
    await run(argv, { seconds: 10 });
    return true;
  } catch {
    return false;
  }
}
