import type { Cluster } from "./cluster";
import { follow, followRelated } from "./follow";
import { isAnnotated, nameOf, title, type KubernetesObject } from "./objects";
import { firstOf, lookAt, reporting, type Patience, type Task } from "./patience";
import { ruleFor, type ReadinessRule } from "./readiness";
import { podTroubles, warnings } from "./troubles";

/** For a last look at why it was all in vain. */
const LAST_LOOK_MS = 5000;

/** The object exists, and does not do what it is for. */
export class NotReadyError extends Error {
  constructor(
    /** As last seen. */
    readonly object: KubernetesObject,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("\n"));
    this.name = "NotReadyError";
  }
}

/**
 * Waits until an object just applied is ready, and tells meanwhile what is missing.
 * @throws NotReadyError when the time is over, when Kubernetes gave up, or when cancelled.
 */
export async function untilReady(
  cluster: Cluster,
  applied: KubernetesObject,
  patience: Patience,
): Promise<KubernetesObject> {
  const rule = ruleFor(applied);
  if (rule === undefined || isAnnotated(applied, "pulumi.com/skipAwait")) return applied;
  const sight = new Sight(rule, applied, patience);
  try {
    await firstOf(tasksFor(cluster, applied, rule, sight), patience);
    return sight.object;
  } catch (error) {
    throw new NotReadyError(sight.object, await reasonsFor(cluster, sight, error as Error));
  }
}

function tasksFor(cluster: Cluster, applied: KubernetesObject, rule: ReadinessRule, sight: Sight): Task[] {
  const related = rule.related?.(applied);
  return [
    (signal) => lookAt(follow(cluster, applied, signal), (object) => sight.see(object)),
    ...(related === undefined
      ? []
      : [
          (signal: AbortSignal) =>
            lookAt(followRelated(cluster, related, applied.metadata.namespace, signal), (objects) =>
              sight.seeRelated(objects),
            ),
        ]),
    reporting(async (signal) => {
      sight.tell(await podTroubles(cluster, sight.object, signal));
    }),
  ];
}

/** What is known of an object that is waited for. */
class Sight {
  missing = "";
  private related: readonly KubernetesObject[] | undefined;

  constructor(
    private readonly rule: ReadinessRule,
    public object: KubernetesObject,
    private readonly patience: Patience,
  ) {}

  /** Whether it is ready. @throws when it never will be. */
  see(object: KubernetesObject | undefined): boolean {
    if (object === undefined) throw new Error("it was deleted meanwhile");
    this.object = object;
    return this.judge();
  }

  seeRelated(related: readonly KubernetesObject[]): boolean {
    this.related = related;
    return this.judge();
  }

  tell(troubles: readonly string[] = []): void {
    this.patience.progress([`waiting: ${this.missing}`, ...troubles].join("; "));
  }

  private judge(): boolean {
    const readiness = this.rule.judge(this.object, this.related ?? []);
    if (readiness.ready) return true;
    if (readiness.hopeless === true) throw new Error(readiness.missing);
    const isNews = readiness.missing !== this.missing;
    this.missing = readiness.missing;
    // What is missing before all was looked at is most often not missing.
    if (isNews && (this.rule.related === undefined || this.related !== undefined)) this.tell();
    return false;
  }
}

async function reasonsFor(cluster: Cluster, { object, missing }: Sight, error: Error): Promise<string[]> {
  const signal = AbortSignal.timeout(LAST_LOOK_MS);
  const about = `${title(nameOf(object))} is there but not ready: ${missing} (${error.message})`;
  const more = [podTroubles(cluster, object, signal), warnings(cluster, object, signal)];
  return [about, ...(await Promise.all(more)).flat()];
}
