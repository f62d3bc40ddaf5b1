import fc from "fast-check";
import {
  checkpoint,
  fieldManagerIn,
  forecast,
  importedInputs,
  outlook,
  prune,
} from "../../../plugins/kubernetes/checkpoint";
import type { KubernetesObject } from "../../../plugins/kubernetes/objects";
import { secret, UNKNOWN, type Properties } from "../../../plugins/protocol/value";

const live: KubernetesObject = {
  apiVersion: "v1",
  kind: "Service",
  metadata: {
    name: "testapp",
    namespace: "n",
    uid: "u",
    resourceVersion: "7",
    generation: 2,
    creationTimestamp: "2026-01-01T00:00:00Z",
    labels: { run: "testapp" },
    managedFields: [{ manager: "pulumi-kubernetes" }],
  },
  spec: { type: "LoadBalancer", clusterIP: "10.0.0.7" },
  status: { loadBalancer: {} },
};
import { objects } from "../protocol/arbitraries";

describe("checkpoint", () => {
  it("keeps the live object without its managed fields, and the official provider's own", () => {
    const inputs = { kind: "Service" };
    expect(checkpoint(live, inputs, "manager")).toEqual({
      ...live,
      metadata: { ...live.metadata, managedFields: undefined },
      __inputs: secret(inputs),
      __initialApiVersion: "v1",
      __fieldManager: "manager",
    });
  });

  it("marks a Secret's content, and no other kind's", () => {
    const data = { password: "aHVzaA==" };
    const of = (apiVersion: string, kind: string) =>
      checkpoint({ ...live, apiVersion, kind, data, stringData: data }, {}, "m");
    expect(of("v1", "Secret")).toMatchObject({ data: secret(data), stringData: secret(data) });
    expect(of("v1", "ConfigMap")).toMatchObject({ data, stringData: data });
    expect(of("example.org/v1", "Secret")).toMatchObject({ data });
  });

  it("remembers who keeps the fields", () => {
    expect(fieldManagerIn(checkpoint(live, {}, "pulumi-kubernetes-1a2b"))).toBe("pulumi-kubernetes-1a2b");
    expect(fieldManagerIn({})).toBe("pulumi-kubernetes");
  });
});

describe("forecast", () => {
  it("leaves unknown what the change itself makes", () => {
    expect(forecast(live)).toEqual({
      ...live,
      metadata: { ...live.metadata, managedFields: undefined, resourceVersion: UNKNOWN, generation: UNKNOWN },
    });
  });
});

describe("outlook", () => {
  it("says what the inputs say, and unknown where only the server speaks", () => {
    const inputs = { metadata: { name: "testapp" }, spec: { type: "LoadBalancer", ports: [{ port: 80 }] } };
    const dryRun = {
      metadata: { name: "testapp", uid: "made up" },
      spec: { type: "LoadBalancer", clusterIP: "made up", ports: [{ port: 80, nodePort: 30000 }] },
      status: { loadBalancer: {} },
    };
    expect(outlook(dryRun, inputs)).toEqual({
      metadata: { name: "testapp", uid: UNKNOWN },
      spec: { type: "LoadBalancer", clusterIP: UNKNOWN, ports: [{ port: 80, nodePort: UNKNOWN }] },
      status: UNKNOWN,
    });
  });

  it("keeps inputs that the server takes in another form or not at all", () => {
    const inputs = { cpu: "0.5", stringData: { a: "b" } };
    expect(outlook({ cpu: "500m", data: { a: "Yg==" } }, inputs)).toEqual({ ...inputs, data: UNKNOWN });
  });
});

describe("prune", () => {
  it.each<[string, Properties, Properties, Properties]>([
    ["drops what the server added", { a: 1, b: 2 }, { a: 0 }, { a: 1 }],
    ["goes into objects and lists", { l: [{ a: 1, b: 2 }] }, { l: [{ a: 0 }] }, { l: [{ a: 1 }] }],
    ["keeps further list items whole", { l: [1, { b: 2 }] }, { l: [0] }, { l: [1, { b: 2 }] }],
    ["keeps another kind of value", { a: { b: 1 } }, { a: 1 }, { a: { b: 1 } }],
    ["has nothing where there is nothing", { a: 1 }, { a: 0, gone: 1 }, { a: 1 }],
  ])("%s", (_, from, shape, expected) => {
    expect(prune(from, shape)).toEqual(expected);
  });

  it("gives back an object that it is asked to prune to its own shape, also from a larger one", () => {
    fc.assert(
      fc.property(objects, objects, (shape, added) => {
        expect(prune({ ...added, ...shape }, shape)).toEqual(shape);
      }),
    );
  });
});

describe("importedInputs", () => {
  it("are what a program would write: no status, nothing that only the server knows", () => {
    expect(importedInputs(live)).toEqual({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "testapp", namespace: "n", labels: { run: "testapp" } },
      spec: live.spec,
    });
  });
});
