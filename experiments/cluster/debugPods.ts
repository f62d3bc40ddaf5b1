import { ProblemsError, type Problem } from "../../system/problems";
import { stackFlag } from "../../system/stackFlag";
import type { Kubectl, Lab } from "../lab";
import type { ApiPod, List } from "./apiTypes";
import type { NodeFacts } from "./facts";
import { read } from "./kubectl";

/** The debug pod of one node: it is on the node's own network. */
export interface DebugPod {
  readonly node: string;
  /** The command prefix that runs what follows in the pod, its standard input passed on. */
  readonly enter: readonly string[];
}

/**
 * A debug pod for each of `nodes`.
 * @throws ProblemsError that names every node without one that is ready.
 */
export async function debugPods(
  lab: Lab,
  nodes: readonly Pick<NodeFacts, "name">[],
  signal: AbortSignal,
): Promise<readonly DebugPod[]> {
  const { debuggerNamespace: namespace } = lab;
  const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=app=node-debugger`;
  const ready = (await read<List<ApiPod>>(lab.kubectl, path, signal)).items.filter(isReady);
  const problems: Problem[] = [];
  const pods = nodes.flatMap(({ name: node }) => {
    const pod = ready.find(({ spec }) => spec.nodeName === node);
    if (pod !== undefined) return [{ node, enter: enterPod(lab.kubectl, namespace, pod.metadata.name) }];
    problems.push({
      key: "debugger",
      value: node,
      rule: "has no debug pod that is ready, so nothing can be captured there",
      wayOut: `Set it to true: ${wayToDebugPods(lab.name)}`,
    });
    return [];
  });
  if (problems.length > 0) throw new ProblemsError(problems);
  return pods;
}

/** The commands that make debug pods in the lab of `stack`. */
export function wayToDebugPods(stack: string): string {
  const flag = stackFlag(stack);
  return `\`npx lab pulumi${flag} config set debugger true && npx lab up${flag}\``;
}

function isReady({ metadata, status }: ApiPod): boolean {
  const ready = status.conditions?.some(({ type, status }) => type === "Ready" && status === "True");
  return metadata.deletionTimestamp === undefined && ready === true;
}

function enterPod(kubectl: Kubectl, namespace: string, pod: string): string[] {
  return [...kubectl, "exec", "--stdin", "--namespace", namespace, pod, "--container", "node-debugger", "--"];
}
