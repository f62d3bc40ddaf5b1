import type { LoadBalancingRule } from "../local/loadBalancer/rule";
import type { ClusterFacts } from "./cluster/facts";
import type { ResourceChange, SettingName, Settings } from "./stack";

/** The lab, settled: the load balancer and every kube-proxy follow what the cluster says. */
export interface Settled {
  readonly facts: ClusterFacts;
  /** The Service's load balancing rule. */
  readonly rule: LoadBalancingRule;
}

/** … and what it took to get there; `null` when it was so already. */
export interface Brought extends Settled {
  readonly changes: readonly ResourceChange[] | null;
}

/** What the cluster itself says of each setting: the truth, where configuration may not have been applied yet. */
const inForce: Readonly<Record<SettingName, (facts: ClusterFacts) => string>> = {
  sessionAffinity: ({ service }) => service.sessionAffinity,
  externalTrafficPolicy: ({ service }) => service.externalTrafficPolicy,
  replicas: ({ pods }) => String(pods.length),
};

/** Those of `settings` that are not in force. */
export function unmet(settings: Settings, facts: ClusterFacts): Readonly<Record<string, string>> {
  const names = Object.keys(settings) as SettingName[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = settings[name];
      return value === undefined || inForce[name](facts) === value ? [] : [[name, value]];
    }),
  );
}
