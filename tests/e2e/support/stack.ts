import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterState } from "../../../local/spec";
import type { LoadBalancerView } from "../../../local/loadBalancer/rule";
import type { Checkout } from "./checkout";

/** Gives the checkout a stack of its own with the local lab's settings, as a user would: by a copy of its file. */
export function addStack({ project }: Checkout, name: string): void {
  copyFileSync(join(project, "Pulumi.local.yaml"), join(project, `Pulumi.${name}.yaml`));
}

export function labFolder({ state }: Checkout, name: string): string {
  return join(state, "labs", name);
}

export function clusterState(checkout: Checkout, name: string): ClusterState {
  return JSON.parse(readFileSync(join(labFolder(checkout, name), "state.json"), "utf8")) as ClusterState;
}

export function loadBalancerView(checkout: Checkout, name: string): LoadBalancerView {
  const file = join(labFolder(checkout, name), "load-balancer.json");
  return JSON.parse(readFileSync(file, "utf8")) as LoadBalancerView;
}
