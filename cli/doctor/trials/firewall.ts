import { ruleset } from "../../../local/loadBalancer/ruleset";
import type { LoadBalancingRule } from "../../../local/loadBalancer/rule";
import { check, type Check } from "../check";
import { moduleWayOut, type MachineFacts } from "../machineFacts";
import { lackingModules, wholeOrPieces } from "./pieces";
import type { Outcome, Outcomes, Trial } from "./trial";

/** A rule for each kind of load distribution, so that all of the load balancer's expressions are tried. */
const RULES: readonly LoadBalancingRule[] = (["Default", "SourceIP"] as const).map((loadDistribution) => ({
  name: `doctor-${loadDistribution}`,
  protocol: "Tcp",
  frontendIPAddress: "203.0.113.10",
  frontendPort: 80,
  backendPort: 80,
  enableFloatingIP: true,
  enableTcpReset: true,
  idleTimeoutInMinutes: 4,
  loadDistribution,
}));

const MEMBERS = [
  { node: "node1", address: "10.240.0.4" },
  { node: "node2", address: "10.240.0.5" },
];

/** What a lab's load balancer really loads. */
const LOAD_BALANCER_RULES = ruleset(
  {
    kubeconfig: "",
    viewFile: "",
    frontendPrefix: "203.0.113.0/24",
    vnetInterface: "vnet",
    members: MEMBERS,
    probeSource: "168.63.129.16",
    poolName: "kubernetes",
    hashSeed: 1,
  },
  {
    rules: RULES,
    backendPool: { name: "kubernetes", members: MEMBERS },
    healthy: Object.fromEntries(RULES.map(({ name }) => [name, ["node1", "node2"]])),
    sources: Object.fromEntries(RULES.map(({ name }) => [name, ["198.51.100.0/24"]])),
  },
);

const nft = (rules: string): string => `nft -f - <<'R'\n${rules}\nR`;
const nftPiece = (module: string, rule: string) => ({
  module,
  line: nft(
    `table ip ${module} {\n  chain c { type filter hook prerouting priority mangle\n    ${rule}\n  }\n}`,
  ),
});

/** As kube-proxy writes them for Services with session affinity, source ranges and pods that are not ready. */
const KUBE_PROXY_RULES = [
  { module: "xt_comment", table: "nat", rule: "-m comment --comment lab" },
  { module: "xt_conntrack", table: "filter", rule: "-m conntrack --ctstate INVALID -j DROP" },
  { module: "xt_addrtype", table: "nat", rule: "-m addrtype --dst-type LOCAL" },
  { module: "xt_mark", table: "nat", rule: "-m mark ! --mark 0x4000/0x4000 -j MARK --set-xmark 0x4000/0x0" },
  { module: "xt_statistic", table: "nat", rule: "-m statistic --mode random --probability 0.33333333349" },
  { module: "xt_recent", table: "nat", rule: "-m recent --name LAB --rcheck --seconds 10800 --reap" },
  { module: "xt_nat", table: "nat", rule: "-p tcp -j DNAT --to-destination 10.244.0.2:80" },
  { module: "xt_MASQUERADE", table: "nat", rule: "-j MASQUERADE --random-fully" },
  { module: "ipt_REJECT", table: "filter", rule: "-p tcp -j REJECT" },
] as const;

type KubeProxyRule = (typeof KUBE_PROXY_RULES)[number];

function restore(program: string, rules: readonly KubeProxyRule[]): string {
  const tables = ["filter", "nat"].flatMap((table) => {
    const own = rules.filter((rule) => rule.table === table);
    return own.length === 0
      ? []
      : [`*${table}`, ":LAB - [0:0]", ...own.map(({ rule }) => `-A LAB ${rule}`), "COMMIT"];
  });
  return `${program} -w 5 --noflush <<'R'\n${tables.join("\n")}\nR`;
}

function restoreTrial(name: string, program: string): Trial {
  const pieces = KUBE_PROXY_RULES.map((rule) => ({ module: rule.module, line: restore(program, [rule]) }));
  return {
    name,
    where: "own",
    needs: ["iptables-restore"],
    script: wholeOrPieces(restore(program, KUBE_PROXY_RULES), pieces),
  };
}

/** The rules of the load balancer and of kube-proxy, really loaded. */
export const FIREWALL_TRIALS: readonly Trial[] = [
  {
    name: "nftables",
    where: "own",
    needs: ["nft"],
    script: wholeOrPieces(nft(LOAD_BALANCER_RULES), [
      nftPiece("nf_tables", ""),
      nftPiece("nft_ct", "ct state new ct mark set 0"),
      nftPiece("nft_hash", "meta mark set jhash ip saddr . tcp sport mod 2"),
    ]),
  },
  restoreTrial("iptables", "iptables-restore"),
  // What the nodes take where the machine's own choice has no tables.
  restoreTrial("iptables-nft", "xtables-nft-multi iptables-restore"),
];

export function firewallChecks(outcomes: Outcomes, facts: MachineFacts): Check[] {
  const [own, other] = [outcomes("iptables"), outcomes("iptables-nft")];
  const iptables =
    own?.works === false && other?.works === true ? replaced(own) : checkOf("iptables", own, facts);
  return [...checkOf("nftables", outcomes("nftables"), facts), ...iptables];
}

const NEEDED = {
  nftables: "the load balancer's rules: jhash, maps, ct mark",
  iptables: "kube-proxy's rules: recent, statistic, MASQUERADE …",
} as const;

function checkOf(name: keyof typeof NEEDED, outcome: Outcome | undefined, facts: MachineFacts): Check[] {
  if (outcome === undefined) return [];
  const modules = lackingModules(outcome.words);
  const lacking = modules.length > 0 ? `the kernel lacks ${modules.join(", ")}` : outcome.words;
  return [
    check(
      name,
      NEEDED[name],
      outcome.works ? "loaded" : lacking,
      outcome.works,
      moduleWayOut(modules, facts),
    ),
  ];
}

/** Legacy iptables, and a kernel without its tables. */
function replaced({ words }: Outcome): Check[] {
  const found = `iptables is the legacy one, and the kernel lacks ${lackingModules(words).join(", ")} for it`;
  const wayOut =
    "Nothing for labs, whose nodes take iptables-nft; for the machine: `sudo update-alternatives --set iptables /usr/sbin/iptables-nft`";
  return [{ name: "iptables", needed: NEEDED.iptables, found, verdict: "note", wayOut }];
}
