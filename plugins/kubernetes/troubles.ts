import type { ContainerStatus, Event, Pod } from "./apiTypes";
import type { Cluster } from "./cluster";
import type { KubernetesObject } from "./objects";

/** What pods do on their way up. */
const ORDINARY = ["ContainerCreating", "PodInitializing"];
const EVENTS = 5;

/** Why the pods that an object selects are not ready, one clause each. Never throws: it only explains. */
export async function podTroubles(
  cluster: Cluster,
  object: KubernetesObject,
  signal: AbortSignal,
): Promise<string[]> {
  const labelSelector = selectorOf(object);
  if (labelSelector === undefined) return [];
  const pods = await list<Pod>(cluster, object, "Pod", { labelSelector }, signal);
  return pods.flatMap(troublesOf);
}

/** The latest warnings on an object and what it owns, whose names begin with its own. Never throws. */
export async function warnings(
  cluster: Cluster,
  object: KubernetesObject,
  signal: AbortSignal,
): Promise<string[]> {
  const events = await list<Event>(cluster, object, "Event", { fieldSelector: "type=Warning" }, signal);
  const { name } = object.metadata;
  return events
    .filter(({ involvedObject }) => involvedObject.name.startsWith(name))
    .slice(-EVENTS)
    .map(
      ({ involvedObject, reason = "", message = "" }) =>
        `${involvedObject.kind} ${involvedObject.name}: ${reason}: ${message}`,
    );
}

/** What keeps one pod from being ready; a pod on its ordinary way up has no trouble. */
export function troublesOf({ metadata, status }: Pod): string[] {
  const pod = `pod ${metadata.name}`;
  const unscheduled = status?.conditions?.find(
    ({ type, status: holds }) => type === "PodScheduled" && holds === "False",
  );
  if (unscheduled !== undefined) return [`${pod}: ${unscheduled.reason ?? ""}: ${unscheduled.message ?? ""}`];
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].flatMap(
    (container) => {
      const trouble = troubleOf(container);
      return trouble === undefined ? [] : [`${pod}, container ${container.name}: ${trouble}`];
    },
  );
}

function troubleOf({ state, lastState }: ContainerStatus): string | undefined {
  const { waiting, terminated } = state ?? {};
  const exit = terminated ?? lastState?.terminated;
  const ended =
    exit === undefined || exit.exitCode === 0 ? undefined : `ended with exit code ${exit.exitCode}`;
  if (waiting !== undefined && !ORDINARY.includes(waiting.reason ?? "")) {
    return [waiting.reason, waiting.message, ended].filter((part) => part !== undefined).join(": ");
  }
  return terminated === undefined ? undefined : ended;
}

type Labels = Readonly<Record<string, string>>;

/** The pods' labels: a workload has a label selector, a Service a plain map. */
function selectorOf({ spec }: KubernetesObject): string | undefined {
  const { selector } = (spec ?? {}) as { selector?: { matchLabels?: Labels } | Labels };
  const labels = Object.entries(
    (selector as { matchLabels?: Labels } | undefined)?.matchLabels ?? (selector as Labels | undefined) ?? {},
  );
  return labels.length === 0 ? undefined : labels.map(([key, value]) => `${key}=${value}`).join(",");
}

async function list<T>(
  cluster: Cluster,
  { metadata }: KubernetesObject,
  kind: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly T[]> {
  try {
    const place = { apiVersion: "v1", kind, namespace: metadata.namespace };
    const path = await cluster.discovery.collection(place, signal);
    return (await cluster.api.call<{ items: readonly T[] }>({ path, query, signal })).items;
  } catch {
    return [];
  }
}
