import { ApiError, type WatchEvent } from "./apiServer";
import type { Cluster } from "./cluster";
import { nameOf, type KubernetesObject } from "./objects";
import type { Related } from "./readiness";

/**
 * One object as it is and then at each change; `undefined` and the end once it is gone or another has its name.
 * @throws when the server does not answer, and when the signal is aborted.
 */
export async function* follow(
  cluster: Cluster,
  object: KubernetesObject,
  signal: AbortSignal,
): AsyncGenerator<KubernetesObject | undefined> {
  const name = nameOf(object);
  const path = await cluster.discovery.collection(name, signal);
  let last: KubernetesObject | undefined = object;
  while (last !== undefined && last.metadata.uid === object.metadata.uid) {
    yield last;
    const { resourceVersion = "" } = last.metadata;
    const query = { fieldSelector: `metadata.name=${name.name}`, resourceVersion };
    for await (const event of watch(cluster, path, query, signal)) {
      if (event.type === "DELETED") {
        yield undefined;
        return;
      }
      yield event.object;
    }
    last = await cluster.get(name, signal);
  }
  yield undefined;
}

/** All objects that a readiness rule looks at besides its own, at each change of one. @throws as {@link follow}. */
export async function* followRelated(
  cluster: Cluster,
  { apiVersion, kind, labelSelector }: Related,
  namespace: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<readonly KubernetesObject[]> {
  const path = await cluster.discovery.collection({ apiVersion, kind, namespace }, signal);
  for (;;) {
    // A watch that names no version begins with all objects there are.
    const objects = new Map<string | undefined, KubernetesObject>();
    for await (const { type, object } of watch(cluster, path, { labelSelector }, signal)) {
      if (type === "DELETED") objects.delete(object.metadata.uid);
      else objects.set(object.metadata.uid, object);
      yield [...objects.values()];
    }
  }
}

const EXPIRED = 410;

/** The events of one watch. The server ends a watch now and then, and forgets old versions: both are its end here. */
async function* watch(
  cluster: Cluster,
  path: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent> {
  try {
    for await (const event of cluster.api.watch({ path, query, signal })) {
      if (event.type === "ERROR") return;
      yield event;
    }
  } catch (error) {
    if (!(error instanceof ApiError && error.code === EXPIRED)) throw error;
  }
}
