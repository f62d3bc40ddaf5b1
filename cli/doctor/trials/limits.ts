import { check, type Check } from "../check";
import type { Outcomes, Trial } from "./trial";

/** inotify instances of root's that a lab takes: each node's kubelet, containerd and their like, and the control plane's. */
export const INOTIFY = { each: 8, base: 15 } as const;

/** Flows that experiments have open at once, entries of both ways of masquerading among them, with room to spare. */
const CONNTRACK = 65_536;

/** Limits of the kernel that are counted for the whole machine. */
export const LIMIT_TRIALS: readonly Trial[] = [
  {
    name: "inotify",
    where: "host",
    needs: ["find"],
    // Folders of processes that end meanwhile are no failure.
    script: `cat /proc/sys/fs/inotify/max_user_instances
find /proc/[0-9]*/fd -user 0 -lname anon_inode:inotify 2>/dev/null | wc -l`,
  },
  { name: "conntrack", where: "own", script: "cat /proc/sys/net/netfilter/nf_conntrack_max" },
];

/** For a lab of `nodes` nodes that is not up yet. */
export function limitChecks(outcomes: Outcomes, nodes: number): Check[] {
  return [...inotify(outcomes, nodes), ...conntrack(outcomes)];
}

function inotify(outcomes: Outcomes, nodes: number): Check[] {
  const numbers = /^(\d+) +(\d+)$/.exec(outcomes("inotify")?.words.trim() ?? "");
  if (numbers === null) return [];
  const [limit, used] = [Number(numbers[1]), Number(numbers[2])];
  const needed = INOTIFY.base + INOTIFY.each * nodes;
  return [
    check(
      "inotify",
      `${needed} instances for ${nodes} ${nodes === 1 ? "node" : "nodes"}`,
      `${Math.max(limit - used, 0)} of root's ${limit} free`,
      limit - used >= needed,
      "Run `sudo sysctl fs.inotify.max_user_instances=1024`, or set a smaller nodeCount",
    ),
  ];
}

function conntrack(outcomes: Outcomes): Check[] {
  const limit = Number(outcomes("conntrack")?.words.trim() ?? "");
  if (!(limit > 0)) return [];
  const what = { name: "conntrack", needed: `${CONNTRACK} flows a network`, found: String(limit) };
  if (limit >= CONNTRACK) return [{ ...what, verdict: "ok" }];
  const wayOut =
    "Thousands of requests over connections of their own may be lost here, which is not Azure's doing: `sudo sysctl net.netfilter.nf_conntrack_max=262144`";
  return [{ ...what, verdict: "note", wayOut }];
}
