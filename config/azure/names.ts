import type { Problem } from "../../system/problems";
import type { Rule } from "../rule";

/** The managed cluster's name, as the seed has it. */
export const CLUSTER_NAME = "kubenet-cluster";

/** The resource group of the lab called `lab`. */
export function resourceGroupName(lab: string): string {
  return `aks-lb-lab-${lab}`;
}

/** What AKS calls the group of the nodes when it is told nothing. */
export function nodeResourceGroupName(lab: string, location: string): string {
  return `MC_${resourceGroupName(lab)}_${CLUSTER_NAME}_${location}`;
}

/** Source: AKS's questions and answers. */
const LONGEST_NODE_GROUP = 80;

/** What is wrong with a lab's name on Azure: names of container groups end in it, or have it inside. */
export function azureNameProblems(lab: string): Problem[] {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(lab)) return [];
  const rule = "must have each hyphen between two letters or digits: it is part of names on Azure";
  return [{ key: "stack", value: lab, rule, wayOut: "For example dev" }];
}

interface Named {
  readonly name: string;
  readonly location: string;
}

export const NAME_RULES: readonly Rule<Named>[] = [
  { name: "location: the node group's name", problems: longNodeGroup },
];

function longNodeGroup({ name, location }: Partial<Named>): Problem[] {
  if (name === undefined || location === undefined) return [];
  const group = nodeResourceGroupName(name, location);
  if (group.length <= LONGEST_NODE_GROUP) return [];
  const rule = `makes ${group} the nodes' resource group, with ${group.length} letters, and ${LONGEST_NODE_GROUP} is the most`;
  return [{ key: "location", value: location, rule, wayOut: "Take a shorter stack name" }];
}
