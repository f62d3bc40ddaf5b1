import type { LoadBalancerConfig } from "./config";
import { memberRoutes } from "./routing";
import type { LoadBalancerView, LoadBalancingRule } from "./rule";

const TABLE = "ip lab-load-balancer";

/** The whole table empty: loaded first, so that the flush after it always finds one and the hooks never go. */
const CHAINS = `table ${TABLE} {
  chain new-flows { }
  chain prerouting { type filter hook prerouting priority mangle; policy accept; }
  chain output { type filter hook output priority mangle; policy accept; }
}`;

/**
 * What `nft -f -` loads to make the kernel do what the view says: in one transaction, so no packet meets half of it.
 * A node is chosen while a flow has no answer yet, and written into the flow's entry in connection tracking; what follows goes the
 * same way whatever becomes of the members. Whatever has no rule or no healthy member, or comes from outside the Service's source
 * ranges, ends here without an answer, as on Azure.
 */
export function ruleset(config: LoadBalancerConfig, view: LoadBalancerView): string {
  const marks = new Map(memberRoutes(config.members).map(({ node, mark }) => [node, mark]));
  const choices = view.rules.flatMap((rule) => {
    const targets = (view.healthy[rule.name] ?? []).flatMap((node) => marks.get(node) ?? []);
    const sources = view.sources[rule.name];
    if (targets.length === 0 || sources?.length === 0) return [];
    return [`${from(sources)}${choice(rule, targets, config.hashSeed)}`];
  });
  return `${CHAINS}
flush table ${TABLE}
table ${TABLE} {
  chain new-flows {
${choices.map((line) => `    ${line}\n`).join("")}  }
  chain prerouting {
    iifname "${config.vnetInterface}" ip daddr ${config.frontendPrefix} drop comment "a node that does not know the address sent it back"
    ip daddr != ${config.frontendPrefix} return
    ct state new ct mark set 0 jump new-flows
    ct mark != 0 meta mark set ct mark return
    drop comment "no rule for the port or the source, or no healthy member"
  }
  chain output {
    icmp type destination-unreachable ct mark != 0 drop comment "a client is not told that a node does not answer"
  }
}
`;
}

function from(sources: readonly string[] | undefined): string {
  return sources === undefined ? "" : `ip saddr { ${sources.join(", ")} } `;
}

function choice(rule: LoadBalancingRule, marks: readonly number[], seed: number): string {
  const { frontendIPAddress, frontendPort, loadDistribution, name } = rule;
  const members = marks.map((mark, index) => `${index} : ${mark}`).join(", ");
  return (
    `ip daddr ${frontendIPAddress} tcp dport ${frontendPort} ct mark set ` +
    `jhash ${hashedOver(loadDistribution)} mod ${marks.length} seed 0x${seed.toString(16)} map { ${members} } ` +
    `comment "${name} ${loadDistribution}"`
  );
}

/** The protocol, the fifth value, is TCP in every rule: hashing it would change nothing. */
function hashedOver(distribution: LoadBalancingRule["loadDistribution"]): string {
  switch (distribution) {
    case "Default":
      return "ip saddr . tcp sport . ip daddr . tcp dport";
    case "SourceIP":
      return "ip saddr . ip daddr";
  }
}
