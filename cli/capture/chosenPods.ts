import type { ApiNode, List } from "../../experiments/cluster/apiTypes";
import { debugPods, type DebugPod } from "../../experiments/cluster/debugPods";
import { read } from "../../experiments/cluster/kubectl";
import type { Lab } from "../../experiments/lab";
import { refuse } from "../../system/problems";

/**
 * The debug pods of the nodes called `names`, or of all nodes.
 * @throws ProblemsError for names that no node has, and for nodes without such a pod.
 */
export async function chosenPods(
  lab: Lab,
  names: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<readonly DebugPod[]> {
  const { items } = await read<List<ApiNode>>(lab.kubectl, "/api/v1/nodes", signal);
  const known = items.map(({ metadata }) => metadata.name);
  const unknown = names?.filter((name) => !known.includes(name)) ?? [];
  refuse(
    unknown.map((name) => ({
      key: "--nodes",
      value: JSON.stringify(name),
      rule: `is no node of lab "${lab.name}"`,
      wayOut: `It has ${known.join(", ")}`,
    })),
  );
  const chosen = known.filter((name) => names?.includes(name) ?? true);
  return debugPods(
    lab,
    chosen.map((name) => ({ name })),
    signal,
  );
}
