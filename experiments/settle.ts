import type { LoadBalancingRule, LoadDistribution } from "../local/loadBalancer/rule";
import { waitFor } from "../system/deadline";
import type { DebugPod } from "./cluster/debugPods";
import type { ServiceFacts, SessionAffinity } from "./cluster/facts";
import { kubeProxiesFollow, type Endpoints } from "./cluster/kubeProxies";
import type { Target } from "./target";

const LOAD_DISTRIBUTION: Readonly<Record<SessionAffinity, LoadDistribution>> = {
  None: "Default",
  ClientIP: "SourceIP",
};

/** Resolves with the Service's rule once the load balancer and every node's kube-proxy follow the Service. */
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
    waitFor(wait, async () => {
      const rule = await ruleOf(target, service, signal);
      if (rule.loadDistribution !== wanted) throw new Error(rule.loadDistribution);
      return rule;
    }),
    kubeProxiesFollow(pods, endpoints, signal),
  ]);
  return rule;
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
