import type { LoadBalancingRule } from "../local/loadBalancer/rule";
import type { ClusterFacts } from "./cluster/facts";
import type { Experiment } from "./experiment";
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

/** The value of every setting, by what the cluster itself says: the truth, where configuration may not have been applied yet. */
export function settingsInForce({ service, pods }: ClusterFacts): Readonly<Record<SettingName, string>> {
  return {
    sessionAffinity: service.sessionAffinity,
    externalTrafficPolicy: service.externalTrafficPolicy,
    replicas: String(pods.length),
  };
}

/** Those of `settings` that are not in force. */
export function unmet(settings: Settings, facts: ClusterFacts): Readonly<Record<string, string>> {
  const inForce = settingsInForce(facts);
  return Object.fromEntries(
    settingNames(settings).flatMap((name) => {
      const value = settings[name];
      return value === undefined || inForce[name] === value ? [] : [[name, value]];
    }),
  );
}

/**
 * What is in force now of all that `experiments` set: where one of them does not name it, this is what it is to find, whichever
 * experiments went before it.
 */
export function ownSettings(experiments: readonly Experiment[], facts: ClusterFacts): Settings {
  const inForce = settingsInForce(facts);
  const set = experiments.flatMap(({ settingsBefore = {}, steps }) => [
    ...settingNames(settingsBefore),
    ...steps.flatMap(({ settings }) => settingNames(settings)),
  ]);
  return Object.fromEntries(set.map((name) => [name, inForce[name]]));
}

function settingNames(settings: Settings): SettingName[] {
  return Object.keys(settings) as SettingName[];
}
