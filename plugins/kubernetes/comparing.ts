import { compare, type Difference } from "../protocol/difference";
import type { ChangeRequest } from "../protocol/provider";
import type { Properties } from "../protocol/value";
import { forcesNew } from "./forceNew";
import { AUTONAMED } from "./naming";
import { isAnnotated, type KubernetesObject } from "./objects";
import type { Settings } from "./settings";

/** What the program changed since the last update or refresh; asks no cluster. */
export function differenceBetween(
  { oldInputs, news }: Pick<ChangeRequest, "oldInputs" | "news">,
  settings: Settings,
): Difference {
  const [before, after] = [oldInputs as KubernetesObject, news as KubernetesObject];
  const changes = compare(
    withoutDefaultNamespace(before),
    withoutDefaultNamespace(after),
    forcesNew(after, settings),
  );
  return { changes, deleteBeforeReplace: !isAnnotated(after, AUTONAMED) && sameName(before, after) };
}

function sameName(before: KubernetesObject, after: KubernetesObject): boolean {
  return (
    before.metadata.name === after.metadata.name &&
    (before.metadata.namespace ?? DEFAULT) === (after.metadata.namespace ?? DEFAULT)
  );
}

const DEFAULT = "default";

/** To name the default namespace and to name none is the same. */
function withoutDefaultNamespace(object: KubernetesObject): Properties {
  const { namespace, ...metadata } = object.metadata;
  return namespace === DEFAULT ? { ...object, metadata } : object;
}
