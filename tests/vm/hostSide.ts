import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "../../system/deadline";
import { leftovers, type HostSide } from "./leftovers";

/** What a lab could leave on a machine, as the machine's own namespaces show it. */
function lookAtHostSide(): HostSide {
  return {
    processes: processes(),
    mounts: lines(readFileSync("/proc/self/mounts", "utf8")),
    interfaces: readdirSync("/sys/class/net"),
    "network namespaces": [
      ...new Set(
        processIds()
          .map((pid) => link(`/proc/${pid}/ns/net`))
          .filter(Boolean),
      ),
      ...named(),
    ],
    cgroups: cgroups(),
    "listening ports": lines(run("ss", ["--no-header", "--numeric", "--listening", "--tcp", "--udp"])).map(
      (line) => line.replaceAll(/\s+/g, " "),
    ),
    "firewall rules": lines(run("nft", ["--stateless", "list", "ruleset"])),
    // Whether anything is at the far end of a link says nothing about what was set.
    routes: lines(run("ip", ["route", "show", "table", "all"])).map((line) => line.replace(" linkdown", "")),
    "kernel settings": kernelSettings(),
    "controllers of the topmost cgroup": controllers(),
    "AppArmor profiles": lines(read("/sys/kernel/security/apparmor/profiles")),
    "kubelets' folders": KUBELET_FOLDERS.filter((folder) => existsSync(folder)),
  };
}

/** Kernel threads come and go as the kernel likes; they have no command line. This process and what started it are not the machine's. */
function processes(): string[] {
  const own = [String(process.pid), ...ancestorsOf(String(process.pid))];
  return processIds().flatMap((pid) => {
    const command = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();
    return command === "" || own.includes(pid) ? [] : [command];
  });
}

function ancestorsOf(pid: string): string[] {
  const parent = /^PPid:\s+(\d+)$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? "0";
  return parent === "0" ? [] : [parent, ...ancestorsOf(parent)];
}

function processIds(): string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
}

function named(): string[] {
  return existsSync("/run/netns") ? readdirSync("/run/netns").map((name) => `/run/netns/${name}`) : [];
}

/** Not those of systemd's own units. */
function cgroups(): string[] {
  const folders = lines(run("find", ["/sys/fs/cgroup", "-type", "d"]));
  return folders.filter((folder) => !/\/(system|user)\.slice\//.test(folder));
}

/** Where kubelets and their like make folders unless told otherwise. */
const KUBELET_FOLDERS = [
  "/usr/libexec/kubernetes",
  "/var/lib/kubelet",
  "/var/lib/containerd",
  "/opt/containerd",
  "/etc/cni",
];

/** Those of version 2 that the machine's own root hands on to the groups below it. */
function controllers(): string[] {
  return read("/sys/fs/cgroup/cgroup.subtree_control").split(/\s+/).filter(Boolean);
}

/** Those that kubelets, kube-proxies and labs like to change. */
function kernelSettings(): string[] {
  return [
    "vm/overcommit_memory",
    "vm/panic_on_oom",
    "kernel/panic",
    "kernel/panic_on_oops",
    "kernel/keys/root_maxkeys",
    "kernel/keys/root_maxbytes",
    "net/ipv4/ip_forward",
    "net/ipv4/conf/all/rp_filter",
    "net/ipv4/conf/all/route_localnet",
  ]
    .map((name) => `${name} = ${read(join("/proc/sys", name)).trim()}`)
    .concat(`bridged packets pass iptables = ${bridgedPacketsFiltered()}`);
}

/** Without br_netfilter they don't; a lab loads it, and must leave that so for the machine's own bridges. */
function bridgedPacketsFiltered(): boolean {
  return read("/proc/sys/net/bridge/bridge-nf-call-iptables").trim() === "1";
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // A process that has ended since.
    return "";
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8" });
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

/** Services that systemd starts by the clock come and go; what a lab leaves stays. */
const SECONDS_TO_SETTLE = 5;

async function compare(before: HostSide): Promise<void> {
  const what = "the host's side to be as it was";
  await waitFor({ what, seconds: SECONDS_TO_SETTLE, every: 1000 }, () => {
    const left = leftovers(before, lookAtHostSide());
    if (left.length > 0) throw new Error(`\n${left.join("\n")}\n`);
    return true;
  });
}

const [verb, file = ""] = process.argv.slice(2);
if (verb === "save") writeFileSync(file, JSON.stringify(lookAtHostSide()));
else
  compare(JSON.parse(readFileSync(file, "utf8")) as HostSide).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
