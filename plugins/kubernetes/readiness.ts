import type { DaemonSet, Deployment, EndpointSlice, Service } from "./apiTypes";
import type { KubernetesObject } from "./objects";

/** Whether an object does what it is for; if not, what is missing, as a clause. */
export type Readiness =
  | { readonly ready: true }
  /** `hopeless`: Kubernetes itself has given up. */
  | { readonly ready: false; readonly missing: string; readonly hopeless?: boolean };

const READY: Readiness = { ready: true };

function missing(what: string): Readiness {
  return { ready: false, missing: what };
}

/** A kind's rule when its objects are ready. Objects of any other kind are ready when they exist. */
export interface ReadinessRule {
  readonly judge: (object: KubernetesObject, related: readonly KubernetesObject[]) => Readiness;
  /** Further objects that the rule looks at. */
  readonly related?: (object: KubernetesObject) => Related;
}

export interface Related {
  readonly apiVersion: string;
  readonly kind: string;
  readonly labelSelector: string;
}

export function ruleFor({ apiVersion, kind }: KubernetesObject): ReadinessRule | undefined {
  return RULES[`${apiVersion}/${kind}`];
}

const RULES: Readonly<Record<string, ReadinessRule>> = {
  "apps/v1/Deployment": { judge: (object) => judgeDeployment(object as unknown as Deployment) },
  "apps/v1/DaemonSet": { judge: (object) => judgeDaemonSet(object as unknown as DaemonSet) },
  "v1/Service": {
    judge: (object, slices) =>
      judgeService(object as unknown as Service, slices as unknown as readonly EndpointSlice[]),
    related: ({ metadata }) => ({
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      labelSelector: `kubernetes.io/service-name=${metadata.name}`,
    }),
  },
};

/** A rollout that is complete: every replica is of this version and available, and none is left of the one before. */
function judgeDeployment({ metadata, spec, status }: Deployment): Readiness {
  if (spec.paused === true) return READY;
  const { observedGeneration = 0, updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = status ?? {};
  if (observedGeneration < (metadata.generation ?? 0)) return missing("the controller has not seen it yet");
  const stuck = status?.conditions?.find(({ reason }) => reason === "ProgressDeadlineExceeded");
  if (stuck !== undefined)
    return { ready: false, missing: stuck.message ?? "it makes no progress", hopeless: true };
  const failure = status?.conditions?.find(
    ({ type, status: holds }) => type === "ReplicaFailure" && holds === "True",
  );
  if (failure?.message !== undefined) return missing(failure.message);
  const wanted = spec.replicas ?? 1;
  if (updatedReplicas < wanted) return missing(`${updatedReplicas} of ${wanted} replicas updated`);
  if (replicas > updatedReplicas) return missing(`${replicas - updatedReplicas} old replicas not ended yet`);
  if (availableReplicas < wanted) return missing(`${availableReplicas} of ${wanted} replicas available`);
  return READY;
}

function judgeDaemonSet({ metadata, spec, status }: DaemonSet): Readiness {
  if (spec.updateStrategy?.type === "OnDelete") return READY;
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0))
    return missing("the controller has not seen it yet");
  const { desiredNumberScheduled = 0, updatedNumberScheduled = 0, numberAvailable = 0 } = status ?? {};
  const nodes = `${desiredNumberScheduled} nodes`;
  if (updatedNumberScheduled < desiredNumberScheduled)
    return missing(`on ${updatedNumberScheduled} of ${nodes} up to date`);
  if (numberAvailable < desiredNumberScheduled) return missing(`available on ${numberAvailable} of ${nodes}`);
  return READY;
}

/** Only a load balancer is waited for: it has an address, and a pod to send to unless nothing selects its pods. */
function judgeService({ spec, status }: Service, slices: readonly EndpointSlice[]): Readiness {
  if (spec.type !== "LoadBalancer") return READY;
  const selects = Object.keys(spec.selector ?? {}).length > 0 && spec.clusterIP !== "None";
  if (selects && !slices.some(hasReadyEndpoint)) return missing("none of the pods it selects is ready");
  if ((status?.loadBalancer?.ingress ?? []).length === 0)
    return missing("it has no address from a load balancer");
  return READY;
}

/** No word on readiness means ready. Source: the EndpointSlice API reference, `conditions.ready`. */
function hasReadyEndpoint({ endpoints }: EndpointSlice): boolean {
  return (endpoints ?? []).some(({ conditions }) => conditions?.ready !== false);
}
