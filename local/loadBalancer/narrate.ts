import { describe } from "../../system/problems";
import type { BalancedService } from "./balancedService";
import type { Plan } from "./model";
import type { LoadBalancingRule } from "./rule";

/** A plan and the services it was made for. */
export interface Chapter {
  readonly services: readonly BalancedService[];
  readonly plan: Plan;
}

/** What changed between two plans, in sentences for the log; nothing when nothing did. */
export function narrate(before: Chapter | undefined, after: Chapter): string[] {
  return [...poolChange(before?.plan, after.plan), ...ruleChanges(before, after), ...troubles(before, after)];
}

function poolChange(before: Plan | undefined, { view }: Plan): string[] {
  const names = (plan: Plan | undefined): string =>
    plan?.view.backendPool.members.map(({ node }) => node).join(", ") ?? "";
  const now = names({ view } as Plan);
  return now === names(before)
    ? []
    : [`backend pool ${view.backendPool.name}: ${now === "" ? "empty" : now}`];
}

function ruleChanges(before: Chapter | undefined, after: Chapter): string[] {
  const earlier = new Map(before?.plan.view.rules.map((rule) => [rule.name, rule]));
  const later = new Set(after.plan.view.rules.map(({ name }) => name));
  const titles = titlesByRule([...(before?.services ?? []), ...after.services]);
  const about = (rule: LoadBalancingRule): string =>
    `${titles.get(rule.name) ?? rule.name}: ${rule.frontendIPAddress}:${rule.frontendPort}`;
  return [
    ...after.plan.view.rules.flatMap((rule) => {
      const old = earlier.get(rule.name);
      const healthy = healthyNow(after.plan, rule);
      if (old === undefined)
        return [
          `${about(rule)} is open${whom(after.plan, rule)} (${rule.loadDistribution}); healthy: ${healthy}`,
        ];
      return [
        ...settingChange(about(rule), old, rule),
        ...(before !== undefined && healthyNow(before.plan, rule) !== healthy
          ? [`${about(rule)} new flows go to ${healthy}, by the health probe and the pool`]
          : []),
      ];
    }),
    ...[...earlier.values()].filter(({ name }) => !later.has(name)).map((rule) => `${about(rule)} is closed`),
  ];
}

function whom({ view }: Plan, { name }: LoadBalancingRule): string {
  const sources = view.sources[name];
  if (sources === undefined) return "";
  return sources.length === 0
    ? " to nobody, since no source range is an IPv4 network"
    : ` to ${sources.join(", ")}`;
}

function settingChange(about: string, old: LoadBalancingRule, rule: LoadBalancingRule): string[] {
  const settings = ["loadDistribution", "frontendIPAddress", "idleTimeoutInMinutes"] as const;
  return settings
    .filter((key) => old[key] !== rule[key])
    .map((key) => `${about} ${key}: ${old[key]} -> ${rule[key]}`);
}

function healthyNow({ view }: Plan, { name }: LoadBalancingRule): string {
  const nodes = view.healthy[name] ?? [];
  return nodes.length === 0 ? "none" : nodes.join(", ");
}

function troubles(before: Chapter | undefined, after: Chapter): string[] {
  return after.services.flatMap(({ uid, title }) => {
    const problem = after.plan.problems.get(uid);
    const waiting = after.plan.waiting.get(uid);
    const isOld = before?.plan.problems.get(uid)?.value === problem?.value;
    return [
      ...(problem === undefined || isOld ? [] : [`${title}: ${describe(problem)}`]),
      ...(waiting === undefined || before?.plan.waiting.get(uid) === waiting
        ? []
        : [`${title}: waits for ${waiting}`]),
    ];
  });
}

function titlesByRule(services: readonly BalancedService[]): Map<string, string> {
  return new Map(
    services.flatMap(({ rules, title }) => rules.map(({ rule }) => [rule.name, title] as const)),
  );
}
