import type { Cluster } from "./cluster";
import { follow } from "./follow";
import { nameOf, title, type KubernetesObject } from "./objects";
import { firstOf, lookAt, type Patience } from "./patience";

/** Waits until an object that was told to end is gone. @throws when the time is over or when cancelled. */
export async function untilGone(
  cluster: Cluster,
  ending: KubernetesObject,
  patience: Patience,
): Promise<void> {
  let last = ending;
  try {
    const isGone = (object: KubernetesObject | undefined) => {
      last = object ?? last;
      return object === undefined;
    };
    await firstOf([(signal) => lookAt(follow(cluster, ending, signal), isGone)], patience);
  } catch (error) {
    const finalizers = (last.metadata.finalizers ?? []) as readonly string[];
    const held = finalizers.length === 0 ? "" : `, held by the finalizers ${finalizers.join(", ")}`;
    const message = `${title(nameOf(ending))} was told to end and is still there${held}`;
    throw new Error(`${message}: ${(error as Error).message}`, { cause: error });
  }
}
