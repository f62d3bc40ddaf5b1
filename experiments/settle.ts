import type { LoadBalancingRule, LoadDistribution } from "../local/loadBalancer/rule";
import { waitFor } from "../system/deadline";
import { ProblemsError } from "../system/problems";
import type { DebugPod } from "./cluster/debugPods";
import type { ServiceFacts, SessionAffinity } from "./cluster/facts";
import { kubeProxiesFollow, type Endpoints } from "./cluster/kubeProxies";
import type { Target } from "./target";

const LOAD_DISTRIBUTION: Readonly<Record<SessionAffinity, LoadDistribution>> = {
  None: "Default",
  ClientIP: "SourceIP",
};

/**
 * Resolves with the Service's rule once the load balancer and every node's kube-proxy follow the Service.
 * @throws ProblemsError as soon as the target has one.
 */
export async function settle(
  target: Target,
  pods: readonly DebugPod[],
  endpoints: Endpoints,
  signal: AbortSignal,
): Promise<LoadBalancingRule> {
  const { service } = endpoints.facts;
  const wanted = LOAD_DISTRIBUTION[service.sessionAffinity];
  // Azure takes up to a minute to change a rule.
  const wait = { what: `the load balancing rule to say ${wanted}`, seconds: 120, signal };
  const [rule] = await Promise.all([
    waitFor(wait, () =>
      orProblem(async () => {
        const rule = await ruleOf(target, service, signal);
        if (rule.loadDistribution !== wanted) throw new Error(rule.loadDistribution);
        return rule;
      }),
    ),
    kubeProxiesFollow(pods, endpoints, signal),
  ]);
  if (rule instanceof ProblemsError) throw rule;
  return rule;
}

/** What only the user can mend, such as a login that is over, is seen at once: no waiting ends it. */
async function orProblem<T>(look: () => Promise<T>): Promise<T | ProblemsError> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ProblemsError) return error;
    throw error;
  }
}

/** @throws when the load balancer has no rule for the Service. */
export async function ruleOf(
  target: Target,
  { frontendIP, port }: ServiceFacts,
  signal: AbortSignal,
): Promise<LoadBalancingRule> {
  const rule = (await target.rules(signal)).find(
    ({ frontendIPAddress, frontendPort }) => frontendIPAddress === frontendIP && frontendPort === port,
  );
  if (rule === undefined) throw new Error(`the load balancer has no rule for ${frontendIP}:${port}`);
  return rule;
}
