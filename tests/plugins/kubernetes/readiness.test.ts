import type { KubernetesObject } from "../../../plugins/kubernetes/objects";
import { ruleFor } from "../../../plugins/kubernetes/readiness";
import type { Properties } from "../../../plugins/protocol/value";

type Parts = Readonly<Record<string, Properties>>;

function object(apiVersion: string, kind: string, { metadata, ...rest }: Parts): KubernetesObject {
  return { apiVersion, kind, metadata: { name: "x", generation: 2, ...metadata }, ...rest };
}

function judged(apiVersion: string, kind: string, parts: Parts, related: Parts[] = []): string {
  const whole = object(apiVersion, kind, parts);
  const rule = ruleFor(whole);
  if (rule === undefined) return "no rule";
  const slices = related.map((slice) => object("discovery.k8s.io/v1", "EndpointSlice", slice));
  const readiness = rule.judge(whole, slices);
  if (readiness.ready) return "ready";
  return readiness.missing + (readiness.hopeless === true ? " (hopeless)" : "");
}

const settled = { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2 };
const two = { replicas: 2 };

describe("a Deployment", () => {
  it.each<[string, Parts, string]>([
    ["has just been made", { spec: two }, "the controller has not seen it yet"],
    [
      "was seen in an older version",
      { spec: two, status: { ...settled, observedGeneration: 1 } },
      "the controller has not seen it yet",
    ],
    ["has no pods yet", { spec: two, status: { observedGeneration: 2 } }, "0 of 2 replicas updated"],
    ["has one by default", { spec: {}, status: { observedGeneration: 2 } }, "0 of 1 replicas updated"],
    [
      "has pods of the version before",
      { spec: two, status: { ...settled, replicas: 3 } },
      "1 old replicas not ended yet",
    ],
    [
      "has pods that are not available",
      { spec: two, status: { ...settled, availableReplicas: 1 } },
      "1 of 2 replicas available",
    ],
    ["is rolled out", { spec: two, status: settled }, "ready"],
    ["wants no pods", { spec: { replicas: 0 }, status: { observedGeneration: 2 } }, "ready"],
    ["is paused", { spec: { ...two, paused: true } }, "ready"],
    [
      "may not make pods",
      {
        spec: two,
        status: {
          observedGeneration: 2,
          conditions: [{ type: "ReplicaFailure", status: "True", message: "forbidden: quota" }],
        },
      },
      "forbidden: quota",
    ],
    [
      "made no progress for too long",
      {
        spec: two,
        status: {
          observedGeneration: 2,
          conditions: [
            {
              type: "Progressing",
              status: "False",
              reason: "ProgressDeadlineExceeded",
              message: "timed out",
            },
          ],
        },
      },
      "timed out (hopeless)",
    ],
    [
      "failed in an older version",
      {
        spec: two,
        status: {
          observedGeneration: 1,
          conditions: [
            {
              type: "Progressing",
              status: "False",
              reason: "ProgressDeadlineExceeded",
              message: "timed out",
            },
          ],
        },
      },
      "the controller has not seen it yet",
    ],
  ])("that %s", (_, parts, expected) => {
    expect(judged("apps/v1", "Deployment", parts)).toBe(expected);
  });
});

describe("a DaemonSet", () => {
  const everywhere = {
    observedGeneration: 2,
    desiredNumberScheduled: 3,
    updatedNumberScheduled: 3,
    numberAvailable: 3,
  };

  it.each<[string, Parts, string]>([
    ["has just been made", { spec: {} }, "the controller has not seen it yet"],
    [
      "was seen in an older version",
      { spec: {}, status: { ...everywhere, observedGeneration: 1 } },
      "the controller has not seen it yet",
    ],
    [
      "is not everywhere up to date",
      { spec: {}, status: { ...everywhere, updatedNumberScheduled: 1 } },
      "on 1 of 3 nodes up to date",
    ],
    [
      "is not everywhere available",
      { spec: {}, status: { ...everywhere, numberAvailable: 2 } },
      "available on 2 of 3 nodes",
    ],
    ["is everywhere", { spec: {}, status: everywhere }, "ready"],
    ["belongs on no node", { spec: {}, status: { observedGeneration: 2 } }, "ready"],
    ["is updated by hand", { spec: { updateStrategy: { type: "OnDelete" } } }, "ready"],
  ])("that %s", (_, parts, expected) => {
    expect(judged("apps/v1", "DaemonSet", parts)).toBe(expected);
  });
});

describe("a Service", () => {
  const spec = { type: "LoadBalancer", selector: { run: "testapp" }, clusterIP: "10.0.0.7" };
  const status = { loadBalancer: { ingress: [{ ip: "203.0.113.10" }] } };
  const slice = (...ready: (boolean | undefined)[]) =>
    ({ endpoints: ready.map((is) => ({ conditions: { ready: is } })) }) as unknown as Parts;
  const none = { endpoints: null } as unknown as Parts;
  const NO_POD = "none of the pods it selects is ready";
  const NO_ADDRESS = "it has no address from a load balancer";

  it.each<[string, Parts, Parts[], string]>([
    ["knows no pods", { spec, status }, [], NO_POD],
    ["has an empty slice", { spec, status }, [none], NO_POD],
    ["has pods that are not ready", { spec, status }, [slice(false, false)], NO_POD],
    ["has one ready pod of two", { spec, status }, [slice(false), slice(true)], "ready"],
    ["has a pod of which nothing is said", { spec, status }, [slice(undefined)], "ready"],
    ["has no address", { spec, status: { loadBalancer: {} } }, [slice(true)], NO_ADDRESS],
    ["has no status", { spec }, [slice(true)], NO_ADDRESS],
    ["selects no pods", { spec: { type: "LoadBalancer" }, status }, [], "ready"],
    ["is headless", { spec: { ...spec, clusterIP: "None" }, status }, [], "ready"],
    ["is for the inside only", { spec: { ...spec, type: "ClusterIP" } }, [], "ready"],
    ["has no type", { spec: { selector: { run: "testapp" } } }, [], "ready"],
  ])("that %s", (_, parts, slices, expected) => {
    expect(judged("v1", "Service", parts, slices)).toBe(expected);
  });

  it("is judged by the slices that bear its name", () => {
    const service = object("v1", "Service", { spec });
    expect(ruleFor(service)?.related?.(service)).toEqual({
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      labelSelector: "kubernetes.io/service-name=x",
    });
  });
});

it("has no rule for other kinds, and none for kinds of the same name elsewhere", () => {
  expect(judged("v1", "ConfigMap", {})).toBe("no rule");
  expect(judged("serving.knative.dev/v1", "Service", {})).toBe("no rule");
});
