import { join } from "node:path";
import { shellWord } from "../system/quoting";
import { nodeFolder } from "./plan";

/**
 * Kernel settings that every kubelet wants and sets for the whole machine. A node sees files with the wanted values in
 * their place, so that nothing of the host is changed. Source: kubelet's container manager, `setupKernelTunables`.
 */
const WANTED_BY_KUBELET = {
  "vm/overcommit_memory": "1",
  "vm/panic_on_oom": "0",
  "kernel/panic": "10",
  "kernel/panic_on_oops": "1",
  "kernel/keys/root_maxkeys": "1000000",
  "kernel/keys/root_maxbytes": "25000000",
};

/** Folders of the machine that a node has its own of. */
const OWN_FOLDERS = ["/run", "/var/lib", "/var/log"];

/** Where `kept` folders wait while a node's own are mounted over them. */
const WAITING = "/run/lab-kept";

/**
 * kube-proxy takes the `iptables` that it finds. Where that is the legacy one and the kernel has no legacy tables, as from Linux 6.17 on,
 * the node sees the one for nftables in its place; either is one file, which does what it is called.
 */
const NFT_FOR_LEGACY =
  'if ! iptables -w 5 -t nat -n -L >/dev/null 2>&1 && nft=$(command -v xtables-nft-multi); then mount --bind "$nft" "$(readlink -f "$(command -v iptables)")"; fi';

/**
 * The shell script, for a node's network in the lab's own namespaces, that gives the node mounts and a host name of its own, and
 * then stays as the process to enter them by. `disk` are the lines that fill its /var/lib; `kept` are folders of the machine, without links, that
 * the node must see although they may lie below one that it has its own of. Its last act before is to write its number into `anchorFile`.
 * Binding the namespaces to files, as `ip netns` does, fails for mounts on Linux 6.18: their numbers no longer grow with time.
 */
export function nodeMountsScript(
  folder: string,
  node: string,
  disk: readonly string[],
  kept: readonly string[] = [],
): string {
  const own = nodeFolder(folder, node);
  const hidden = kept.filter((path) => OWN_FOLDERS.some((each) => path.startsWith(`${each}/`)));
  const shown = [
    [`${own}/lib`, "/var/lib"],
    [`${own}/log`, "/var/log"],
    ...hidden.map((path) => [path, path] as const),
  ] as const;
  return [
    "set -e",
    `echo ${node} >/proc/sys/kernel/hostname`,
    "mount -t tmpfs tmpfs /run",
    // All are taken to where nothing hides them before the first is mounted over what may hold the others.
    ...shown.map(
      ([from], index) => `mkdir -p ${WAITING}/${index}; mount --rbind ${shellWord(from)} ${WAITING}/${index}`,
    ),
    ...shown.map(
      ([, at], index) => `mkdir -p ${shellWord(at)}; mount --move ${WAITING}/${index} ${shellWord(at)}`,
    ),
    ...disk,
    NFT_FOR_LEGACY,
    "mkdir -p /run/kubelet-wants",
    ...Object.entries(WANTED_BY_KUBELET).map(([name, value], index) => {
      const stand = `/run/kubelet-wants/${index}`;
      return `[ ! -e /proc/sys/${name} ] || { echo ${value} >${stand}; mount --bind ${stand} /proc/sys/${name}; }`;
    }),
    `echo $$ >${shellWord(anchorFile(folder, node))}`,
    "exec sleep infinity",
  ].join("\n");
}

/** Holds the process number, in the lab's own numbering, of the process that keeps a node's namespaces. */
export function anchorFile(folder: string, node: string): string {
  return join(nodeFolder(folder, node), "anchor");
}
