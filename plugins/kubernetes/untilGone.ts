import type { Cluster } from "./cluster";
import { follow } from "./follow";
import { nameOf, title, type KubernetesObject } from "./objects";
import { firstOf, lookAt, reporting, type Patience, type Task } from "./patience";

/** Waits until an object that was told to end is gone. @throws when the time is over or when cancelled. */
export async function untilGone(
  cluster: Cluster,
  ending: KubernetesObject,
  patience: Patience,
): Promise<void> {
  let last = ending;
  const isGone = (object: KubernetesObject | undefined): boolean => {
    last = object ?? last;
    return object === undefined;
  };
  try {
    const look: Task = (signal) => lookAt(follow(cluster, ending, signal), isGone);
    const report = reporting(() => {
      patience.progress(`ending${heldBy(last)}`);
    });
    await firstOf([look, report], patience);
  } catch (error) {
    const message = `${title(nameOf(ending))} was told to end and is still there${heldBy(last)}`;
    throw new Error(`${message}: ${(error as Error).message}`, { cause: error });
  }
}

function heldBy({ metadata }: KubernetesObject): string {
  const finalizers = metadata.finalizers ?? [];
  return finalizers.length === 0 ? "" : `, held by the finalizers ${finalizers.join(", ")}`;
}
