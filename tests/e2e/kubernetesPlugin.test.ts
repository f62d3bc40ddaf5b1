import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { UNKNOWN, type Properties } from "../../plugins/protocol/value";
import { waitFor } from "../../system/deadline";
import { errorOf } from "../plugins/protocol/bench";
import { ApiServerProcess } from "./kubernetesPlugin/apiServerProcess";
import { Driver, partialFailure } from "./kubernetesPlugin/driver";

const PATIENCE_MS = 120_000;
jest.setTimeout(PATIENCE_MS);

const NAMESPACE = "kubernetes:core/v1:Namespace";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const SERVICE = "kubernetes:core/v1:Service";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

const cluster = new ApiServerProcess();
const driver = new Driver();

beforeAll(async () => {
  await cluster.up();
  await driver.up(cluster.kubeconfig);
}, PATIENCE_MS);

afterAll(async () => {
  await driver.down();
  await cluster.down();
}, PATIENCE_MS);

const service = (name: string, spec: Properties = {}): Properties => ({
  metadata: { name, namespace: "default" },
  spec: {
    type: "LoadBalancer",
    selector: { run: name },
    ports: [{ port: 80 }],
    sessionAffinity: "None",
    ...spec,
  },
});

const deployment = (name: string, cpu = "0.5"): Properties => {
  const labels = { run: name };
  const container = { name: "c", image: "i", resources: { requests: { cpu } } };
  return {
    metadata: { name, namespace: "default" },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
};

/** Skips the wait: nobody here would ever make it ready. */
const unwatched = (object: Properties): Properties => ({
  ...object,
  metadata: { ...(object.metadata as Properties), annotations: { "pulumi.com/skipAwait": "true" } },
});

interface Live {
  readonly metadata: {
    readonly managedFields: readonly { readonly manager: string; readonly operation: string }[];
  };
  readonly spec: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, string>>;
}

const live = async (kind: string, name: string): Promise<Live> => (await cluster.object(kind, name)) as Live;

const missing = async (kind: string, name: string): Promise<boolean> =>
  (await cluster.kubectl("get", kind, name, "--ignore-not-found", "-o", "name")) === "";

const running = {
  observedGeneration: 1,
  replicas: 1,
  updatedReplicas: 1,
  readyReplicas: 1,
  availableReplicas: 1,
};

describe("create", () => {
  it("lets the server check a preview, changes nothing by it, and leaves unknown what the server fills in", async () => {
    const outputs = await driver.previewCreate(SERVICE, service("foretold"));
    expect(outputs).toMatchObject({ spec: { clusterIP: UNKNOWN, sessionAffinity: "None" }, status: UNKNOWN });
    expect(await missing("service", "foretold")).toBe(true);
    const wrong = driver.previewCreate(SERVICE, service("foretold", { sessionAffinity: "clientip" }));
    await expect(wrong).rejects.toThrow(/spec.sessionAffinity: Unsupported value: "clientip"/);
  });

  it("applies as Pulumi's field manager and keeps what the server made of it", async () => {
    const kept = await driver.create(CONFIG_MAP, { data: { a: "1" } });
    const name = kept.id.replace("default/", "");
    expect(name).toMatch(/^thing-[0-9a-f]{8}$/);
    expect(kept.outputs).toMatchObject({ data: { a: "1" }, metadata: { name, namespace: "default" } });
    const { managedFields } = (await live("configmap", name)).metadata;
    expect(managedFields.map(({ manager, operation }) => [manager, operation])).toEqual([
      ["pulumi-kubernetes", "Apply"],
    ]);
  });

  it("does not take over what is there already", async () => {
    await cluster.kubectl("create", "configmap", "taken", "--from-literal=a=1");
    const create = driver.create(CONFIG_MAP, { metadata: { name: "taken" }, data: { a: "2" } });
    await expect(create).rejects.toThrow("ConfigMap taken exists already");
    expect((await live("configmap", "taken")).data).toEqual({ a: "1" });
  });
});

describe("the wait for readiness", () => {
  it("ends with a Deployment's rollout, and tells the engine meanwhile what is missing", async () => {
    const created = driver.create(DEPLOYMENT, deployment("rollout"));
    const said = (text: string): Promise<true> =>
      waitFor({ what: text, seconds: 20, every: 20 }, () =>
        driver.engine.messages.some(({ message }) => message.includes(text)) ? true : undefined,
      );
    await said("the controller has not seen it yet");
    await cluster.setStatus("deployment", "rollout", {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
    });
    await said("0 of 1 replicas available");
    await cluster.setStatus("deployment", "rollout", running);
    expect((await created).outputs).toMatchObject({ status: { availableReplicas: 1 } });
  });

  it("ends with a Service's address and its first ready pod", async () => {
    const created = driver.create(SERVICE, service("balanced"));
    await waitFor({ what: "the Service", seconds: 20 }, async () =>
      (await missing("service", "balanced")) ? undefined : true,
    );
    const slice = {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: { name: "balanced-1", labels: { "kubernetes.io/service-name": "balanced" } },
      addressType: "IPv4",
      endpoints: [{ addresses: ["10.244.0.2"], conditions: { ready: true } }],
    };
    await cluster.kubectlWith(JSON.stringify(slice), "apply", "-f", "-");
    await cluster.setStatus("service", "balanced", { loadBalancer: { ingress: [{ ip: "203.0.113.10" }] } });
    expect((await created).outputs).toMatchObject({
      status: { loadBalancer: { ingress: [{ ip: "203.0.113.10" }] } },
    });
  });

  it("keeps what exists and says why when the time is over", async () => {
    const error = await errorOf(driver.create(DEPLOYMENT, deployment("never"), 1));
    const failure = partialFailure(error);
    expect(failure.getId()).toBe("default/never");
    expect(failure.getProperties()?.toJavaScript()).toMatchObject({
      kind: "Deployment",
      metadata: { name: "never" },
    });
    expect(failure.getReasonsList()[0]).toMatch(
      /^Deployment default\/never is there but not ready: .* \(waited \d+ s/,
    );
  });

  it("ends at once when Kubernetes has given up", async () => {
    const created = errorOf(driver.create(DEPLOYMENT, deployment("stuck")));
    await waitFor({ what: "the Deployment", seconds: 20 }, async () =>
      (await missing("deployment", "stuck")) ? undefined : true,
    );
    const conditions = [
      {
        type: "Progressing",
        status: "False",
        reason: "ProgressDeadlineExceeded",
        message: "ReplicaSet has timed out",
      },
    ];
    await cluster.setStatus("deployment", "stuck", { observedGeneration: 1, conditions });
    expect((await created).details).toContain("ReplicaSet has timed out");
  });
});

describe("update", () => {
  it("changes one property in place, as its diff and its preview said", async () => {
    const kept = await driver.create(SERVICE, unwatched(service("toggled")));
    const news = unwatched(service("toggled", { sessionAffinity: "ClientIP" }));
    expect(await driver.diff(kept, unwatched(service("toggled")))).toEqual({});
    expect(await driver.diff(kept, news)).toEqual({ "spec.sessionAffinity": rpc.PropertyDiff.Kind.UPDATE });
    const foretold = await driver.update(kept, news, true);
    expect((await live("service", "toggled")).spec.sessionAffinity).toBe("None");
    const updated = await driver.update(kept, news);
    expect(updated.outputs.spec).toEqual(foretold.outputs.spec);
    expect(updated.outputs.spec).toMatchObject({
      sessionAffinity: "ClientIP",
      clusterIP: (kept.outputs.spec as Properties).clusterIP,
    });
  });

  it("removes what the program no longer says", async () => {
    const settings = { metadata: { name: "shrinking" } };
    const kept = await driver.create(CONFIG_MAP, { ...settings, data: { a: "1", b: "2" } });
    await driver.update(kept, { ...settings, data: { b: "2" } });
    expect((await live("configmap", "shrinking")).data).toEqual({ b: "2" });
  });

  it("respects other managers' fields, unless it is told to take them", async () => {
    const kept = await driver.create(DEPLOYMENT, unwatched(deployment("shared")));
    await cluster.kubectl("scale", "deployment", "shared", "--replicas=3");
    const news = unwatched(deployment("shared", "0.7"));
    await expect(driver.update(kept, news)).rejects.toThrow(
      /Deployment default\/shared: .*conflict with "kubectl".*patchForce/,
    );
    const metadata = news.metadata as { annotations: Properties } & Properties;
    const annotations = { ...metadata.annotations, "pulumi.com/patchForce": "true" };
    await driver.update(kept, { ...news, metadata: { ...metadata, annotations } });
    expect((await live("deployment", "shared")).spec.replicas).toBe(1);
  });
});

describe("refresh", () => {
  it("shows what was changed behind Pulumi's back, and only that", async () => {
    const kept = await driver.create(DEPLOYMENT, unwatched(deployment("drifting")));
    expect((await driver.refresh(kept))?.inputs).toEqual(kept.inputs);
    await cluster.kubectl("scale", "deployment", "drifting", "--replicas=2");
    expect((await driver.refresh(kept))?.inputs).toMatchObject({ spec: { replicas: 2 } });
  });

  it("imports what no program has made", async () => {
    await cluster.kubectl("create", "configmap", "foreign", "--from-literal=a=1");
    const found = await driver.refresh({ token: CONFIG_MAP, id: "default/foreign", inputs: {}, outputs: {} });
    expect(found?.inputs).toEqual({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "foreign", namespace: "default" },
      data: { a: "1" },
    });
  });
});

describe("delete", () => {
  it("waits until the object is gone, a namespace with all that is in it", async () => {
    const kept = await driver.create(NAMESPACE, { metadata: { name: "doomed" } });
    await driver.create(CONFIG_MAP, { metadata: { name: "inside", namespace: "doomed" } });
    await driver.delete(kept);
    expect(await missing("namespace", "doomed")).toBe(true);
    expect(await driver.refresh(kept)).toBeUndefined();
    await driver.delete(kept);
  });

  it("leaves another object alone that has taken the name", async () => {
    const kept = await driver.create(CONFIG_MAP, { metadata: { name: "twin" } });
    await cluster.kubectl("delete", "configmap", "twin");
    await cluster.kubectl("create", "configmap", "twin");
    await driver.delete(kept);
    expect(await missing("configmap", "twin")).toBe(false);
  });
});

describe("a cluster that died", () => {
  it("takes its objects along only where the provider's settings say so", async () => {
    const kept = await driver.create(CONFIG_MAP, { metadata: { name: "last" } });
    const forgiving = new Driver();
    await forgiving.up(cluster.kubeconfig, { deleteUnreachable: "true" });
    try {
      await cluster.kill();
      await expect(driver.refresh(kept)).rejects.toThrow("does not answer");
      await expect(driver.delete(kept)).rejects.toThrow("does not answer");
      expect(await forgiving.refresh(kept)).toBeUndefined();
      await forgiving.delete(kept);
    } finally {
      await forgiving.down();
    }
  });
});
