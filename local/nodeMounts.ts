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

/**
 * The shell script, for a node's network in the lab's own namespaces, that gives the node mounts and a host name of its own, and
 * then stays as the process to enter them by. `disk` are the lines that fill its /var/lib. Its last act before is to write its number into `anchorFile`.
 * Binding the namespaces to files, as `ip netns` does, fails for mounts on Linux 6.18: their numbers no longer grow with time.
 */
export function nodeMountsScript(folder: string, node: string, disk: readonly string[]): string {
  const own = nodeFolder(folder, node);
  return [
    "set -e",
    `hostname ${node}`,
    "mount -t tmpfs tmpfs /run",
    `mount --bind ${shellWord(`${own}/lib`)} /var/lib`,
    `mount --bind ${shellWord(`${own}/log`)} /var/log`,
    ...disk,
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
