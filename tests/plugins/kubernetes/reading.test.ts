import type { Settings } from "../../../plugins/kubernetes/settings";
import type { ExistingRequest } from "../../../plugins/protocol/provider";
import { failure, json } from "./apiStandIn";
import { bench } from "./bench";
import { apply, existing, inputs, kept, live, nowhere, PATH } from "./namespace.fixture";
import { operation } from "../protocol/operation";

const { api, here } = bench();

describe("read", () => {
  const read = (request: ExistingRequest = existing, settings: Partial<Settings> = {}) =>
    here(settings).read(request, operation());

  it("finds an object as its inputs made it", async () => {
    api.on(`GET ${PATH}`, json(live));
    expect(await read()).toEqual({ id: "x", inputs, outputs: kept });
    expect(api.asked()).toEqual([`GET ${PATH}`]);
  });

  it("shows what somebody else changed", async () => {
    const changed = { ...live, metadata: { ...live.metadata, labels: { a: "c", more: "d" } } };
    api.on(`GET ${PATH}`, json(changed));
    api.on(apply("pulumi-kubernetes-refresh", { force: true, dryRun: true }), json(live));
    expect((await read())?.inputs).toEqual({ ...inputs, metadata: { name: "x", labels: { a: "c" } } });
  });

  it("does not take the server's way of writing for a change", async () => {
    const written = { ...live, metadata: { ...live.metadata, labels: { a: "b in its own form" } } };
    api.on(`GET ${PATH}`, json(written));
    api.on(apply("pulumi-kubernetes-refresh", { force: true, dryRun: true }), json(written));
    expect((await read())?.inputs).toBe(inputs);
  });

  it("imports what no program has made", async () => {
    api.on(`GET ${PATH}`, json(live));
    const found = await read({ ...existing, oldInputs: {}, oldOutputs: {} });
    expect(found?.inputs).toEqual({ ...inputs, status: undefined });
  });

  it("finds nothing where nothing is", async () => {
    api.on(`GET ${PATH}`, failure(404, "not found"));
    expect(await read()).toBeUndefined();
  });

  it.each<[string, Partial<Settings>, unknown]>([
    ["is gone with deleteUnreachable", { deleteUnreachable: true }, undefined],
    ["stays with skipUpdateUnreachable", { skipUpdateUnreachable: true }, { id: "x", inputs, outputs: live }],
  ])("what is in a cluster that does not answer %s", async (_, settings, expected) => {
    expect(await nowhere(settings).read(existing, operation())).toEqual(expected);
  });

  it("names the way out when a cluster does not answer", async () => {
    await expect(nowhere().read(existing, operation())).rejects.toThrow("PULUMI_K8S_DELETE_UNREACHABLE=true");
  });

  it("does not take a no for gone", async () => {
    api.on(`GET ${PATH}`, failure(403, "may not get"));
    await expect(read(existing, { deleteUnreachable: true })).rejects.toThrow("may not get");
  });
});
