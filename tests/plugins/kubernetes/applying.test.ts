import type { ChangeRequest } from "../../../plugins/protocol/provider";
import { UNKNOWN, type Properties } from "../../../plugins/protocol/value";
import { failure, json } from "./apiStandIn";
import { bench } from "./bench";
import { annotated, apply, existing, inputs, kept, live, nowhere, PATH, TOKEN } from "./namespace.fixture";
import { operation } from "../protocol/operation";

const { api, here } = bench();

const change: ChangeRequest = { ...existing, news: inputs };

describe("create", () => {
  it("applies what is not there yet, and keeps what came of it", async () => {
    api.on(`GET ${PATH}`, failure(404, "not found"));
    api.on(apply(), json(live, { warning: '299 - "mind the gap"' }));
    const told = operation();
    expect(await here().create({ token: TOKEN, inputs }, told)).toEqual({ id: "x", outputs: kept });
    expect(api.received.at(-1)?.body).toEqual(inputs);
    expect(told.warned).toEqual(["mind the gap"]);
  });

  it("does not take over what somebody else has made", async () => {
    api.on(`GET ${PATH}`, json(live));
    await expect(here().create({ token: TOKEN, inputs }, operation())).rejects.toThrow(
      "Namespace x exists already",
    );
    expect(api.asked()).toEqual([`GET ${PATH}`]);
  });

  it.each([
    ["by the annotation", annotated("pulumi.com/patchForce", "true"), {}],
    ["by the provider's setting", inputs, { enablePatchForce: true }],
  ])("takes fields from other managers only when told to: %s", async (_, given, settings) => {
    api.on(`GET ${PATH}`, failure(404, "not found"));
    api.on(apply("pulumi-kubernetes", { force: true }), json(live));
    await here(settings).create({ token: TOKEN, inputs: given }, operation());
  });

  it("names the object and the way out of a conflict", async () => {
    api.on(`GET ${PATH}`, failure(404, "not found"));
    api.on(apply(), failure(409, 'conflict with "kubectl": .metadata.labels.a'));
    await expect(here().create({ token: TOKEN, inputs }, operation())).rejects.toThrow(
      /^Namespace x: conflict with "kubectl": .metadata.labels.a\. .*pulumi.com\/patchForce: "true"$/,
    );
  });

  it("fails without a cluster", async () => {
    await expect(nowhere().create({ token: TOKEN, inputs }, operation())).rejects.toThrow("does not answer");
  });

  describe("in a preview", () => {
    const preview = (given: Properties = inputs) =>
      here().create({ token: TOKEN, inputs: given }, operation({ preview: true }));

    it("lets the server try, and leaves unknown what it fills in", async () => {
      api.on(`GET ${PATH}`, failure(404, "not found"));
      api.on(apply(undefined, { dryRun: true }), json(live));
      const { outputs } = await preview();
      expect(outputs).toEqual({
        ...inputs,
        metadata: { ...inputs.metadata, uid: UNKNOWN, resourceVersion: UNKNOWN },
        status: UNKNOWN,
      });
    });

    it("shows what the server would refuse", async () => {
      api.on(`GET ${PATH}`, failure(404, "not found"));
      api.on(apply(undefined, { dryRun: true }), failure(422, "labels: Invalid value"));
      await expect(preview()).rejects.toThrow("Namespace x: labels: Invalid value");
    });

    it("asks nothing while something is unknown", async () => {
      const unknown = { ...inputs, metadata: { name: UNKNOWN } };
      expect((await preview(unknown)).outputs).toEqual(unknown);
      expect(api.received).toEqual([]);
    });

    it("does not try what takes the place of an object that still has its name", async () => {
      api.on(`GET ${PATH}`, json(live));
      expect((await preview()).outputs).toEqual(inputs);
    });

    it.each([403, 404])("goes on when the server says %d, which the update may not meet", async (code) => {
      api.on(`GET ${PATH}`, failure(404, "not found"));
      api.on(apply(undefined, { dryRun: true }), failure(code, "no"));
      expect((await preview()).outputs).toEqual(inputs);
    });

    it("goes on without a cluster, and says so", async () => {
      const told = operation({ preview: true });
      expect((await nowhere().create({ token: TOKEN, inputs }, told)).outputs).toEqual(inputs);
      expect(told.warned).toEqual([
        expect.stringMatching(/^previewed without the cluster's word: .*does not answer/),
      ]);
    });
  });
});

describe("update", () => {
  const update = (request: ChangeRequest, preview = false) =>
    here().update?.(request, operation({ preview }));

  it("applies as the manager that made the object", async () => {
    api.on(apply("pulumi-kubernetes-1a2b"), json(live));
    const oldOutputs = { ...live, __fieldManager: "pulumi-kubernetes-1a2b" };
    expect(await update({ ...change, oldOutputs })).toEqual({
      ...kept,
      __fieldManager: "pulumi-kubernetes-1a2b",
    });
  });

  it("in a preview tells what would come of it, versions left unknown", async () => {
    api.on(apply(undefined, { dryRun: true }), json(live));
    const metadata = {
      ...live.metadata,
      managedFields: undefined,
      resourceVersion: UNKNOWN,
      generation: UNKNOWN,
    };
    expect(await update(change, true)).toEqual({ ...live, metadata });
    expect(api.asked()).toEqual([apply(undefined, { dryRun: true })]);
  });

  it("in a preview asks nothing while something is unknown", async () => {
    const news = { ...inputs, metadata: { name: "x", labels: { a: UNKNOWN } } };
    expect(await update({ ...change, news }, true)).toEqual(news);
    expect(api.received).toEqual([]);
  });
});
