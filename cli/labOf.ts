import type { Lab } from "../experiments/lab";
import type { Target } from "../experiments/target";
import { azureTarget } from "../experiments/targets/azure";
import { Arm, type ArmOptions } from "../experiments/targets/azure/arm";
import { localTarget } from "../experiments/targets/local";
import type { AzureLab } from "./azure/outputs";
import { kubectlOf } from "./kubectl";
import { findEngine } from "./pulumi/engine";
import { Stack } from "./pulumi/stack";
import { requireStanding } from "./standing";
import { toolVersions } from "./versions";

/** The lab of `stack`, which is up, as experiments need it. @throws ProblemsError when it is not. */
export async function labOf(stack: string): Promise<Lab> {
  const standing = await requireStanding(stack);
  const common = {
    name: stack,
    stack: new Stack(findEngine(stack)),
    kubectl: kubectlOf(stack),
    tools: toolVersions(),
  };
  if (standing.target === "local")
    return {
      ...common,
      target: localTarget(stack, standing.lab.clients),
      service: { namespace: "testapp", name: "testapp" },
      debuggerNamespace: "node-debugger",
    };
  const { service, debuggerNamespace } = standing.lab;
  return {
    ...common,
    target: targetOnAzure(standing.lab),
    service,
    // Without debug pods the namespace is not there, and asking it tells so.
    debuggerNamespace: debuggerNamespace ?? "node-debugger",
  };
}

/** How experiments reach the lab: its clients and its load balancer. */
export function targetOnAzure(lab: AzureLab, options?: ArmOptions): Target {
  const { subscriptionId, nodeResourceGroup, clients } = lab;
  return azureTarget({ nodeResourceGroup, containers: clients }, new Arm(subscriptionId, options));
}
