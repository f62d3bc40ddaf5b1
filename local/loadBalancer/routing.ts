import { refuse } from "../../system/problems";
import type { LoadBalancerConfig } from "./config";
import type { BackendPoolMember } from "./rule";

/**
 * How a flow is sent to one member: the mark on its packets (and on its entry in connection tracking), the route table that the
 * mark selects, and the source ports by which the load balancer itself asks that member through a frontend IP. The router's
 * network has no other use of marks, of these tables and rule preferences.
 */
export interface MemberRoute extends BackendPoolMember {
  /** Mark and number of the route table: 101 for the first member. */
  readonly mark: number;
  readonly firstPort: number;
  readonly lastPort: number;
}

const MARKS = 101;
const PREFERENCE_BY_MARK = 10_000;
const PREFERENCE_BY_PORT = 20_000;
/** Below the kernel's own choice of source ports (32768 on), so that no other connection falls into a member's range. */
const FIRST_PORT = 16_000;
const PORTS_PER_MEMBER = 256;
const MOST_MEMBERS = 64;

/** @throws ProblemsError when there are more members than ranges of source ports. */
export function memberRoutes(members: readonly BackendPoolMember[]): MemberRoute[] {
  if (members.length > MOST_MEMBERS) {
    refuse([
      {
        key: "nodeCount",
        value: String(members.length),
        rule: `the load balancer has at most ${MOST_MEMBERS} members`,
        wayOut: "Make a smaller lab.",
      },
    ]);
  }
  return members.map((member, index) => {
    const firstPort = FIRST_PORT + index * PORTS_PER_MEMBER;
    return { ...member, mark: MARKS + index, firstPort, lastPort: firstPort + PORTS_PER_MEMBER - 1 };
  });
}

/**
 * Lines for `ip -batch`: one route table and two rules for each member. Made once; what stands there already, by its
 * preference in `present`, is not made again.
 */
export function routingCommands(config: LoadBalancerConfig, present: ReadonlySet<number>): string[] {
  return memberRoutes(config.members).flatMap(({ address, mark, firstPort, lastPort }) => {
    const byMark = PREFERENCE_BY_MARK + mark;
    const byPort = PREFERENCE_BY_PORT + mark;
    const toFrontends = `from ${config.probeSource} to ${config.frontendPrefix}`;
    return [
      `route replace default via ${address} dev ${config.vnetInterface} table ${mark}`,
      ...(present.has(byMark) ? [] : [`rule add preference ${byMark} fwmark ${mark} lookup ${mark}`]),
      ...(present.has(byPort)
        ? []
        : [
            `rule add preference ${byPort} ${toFrontends} ipproto tcp sport ${firstPort}-${lastPort} lookup ${mark}`,
          ]),
    ];
  });
}
