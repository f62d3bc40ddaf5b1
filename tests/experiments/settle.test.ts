import { settle } from "../../experiments/settle";
import type { Target } from "../../experiments/target";
import type { LoadBalancingRule } from "../../local/loadBalancer/rule";
import { ProblemsError } from "../../system/problems";
import { cluster } from "./fixtures";

const { signal } = new AbortController();

type Look = LoadBalancingRule["loadDistribution"] | Error;

/** A load balancer that tells this at each look, the last of it for ever. */
function targetOf(looks: readonly [Look, ...Look[]]) {
  const left = [...looks];
  const rules = jest.fn((): Promise<readonly LoadBalancingRule[]> => {
    const look = left.length > 1 ? left.shift() : left[0];
    if (look instanceof Error) return Promise.reject(look);
    const { frontendIP, port } = cluster.service;
    const rule = { frontendIPAddress: frontendIP, frontendPort: port, loadDistribution: look };
    return Promise.resolve([rule as LoadBalancingRule]);
  });
  return { target: { rules } as unknown as Target, rules };
}

const settled = (target: Target) => settle(target, [], { facts: cluster, gone: [] }, signal);

test("waits while the load balancer is late, or has no answer", async () => {
  const { target, rules } = targetOf(["SourceIP", new Error("half made"), "Default"]);
  await expect(settled(target)).resolves.toMatchObject({ loadDistribution: "Default" });
  expect(rules).toHaveBeenCalledTimes(3);
});

test("does not wait for what only the user can mend", async () => {
  const problem = new ProblemsError([{ key: "login", value: "over", rule: "has ended", wayOut: "az login" }]);
  const { target, rules } = targetOf(["SourceIP", problem]);
  await expect(settled(target)).rejects.toBe(problem);
  expect(rules).toHaveBeenCalledTimes(2);
});
