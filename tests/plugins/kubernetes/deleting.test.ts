import type { Settings } from "../../../plugins/kubernetes/settings";
import type { ExistingRequest } from "../../../plugins/protocol/provider";
import { events, failure, json } from "./apiStandIn";
import { bench } from "./bench";
import { annotated, existing, live, nowhere, PATH } from "./namespace.fixture";
import { operation } from "../protocol/operation";

const { api, here } = bench();

describe("delete", () => {
  const remove = (request: ExistingRequest = existing, settings: Partial<Settings> = {}) =>
    here(settings).delete(request, operation());

  it("ends this very object with all that is its own, and waits until it is gone", async () => {
    const watch = `GET /api/v1/namespaces?fieldSelector=metadata.name=x&resourceVersion=1&watch=true`;
    api.on(`DELETE ${PATH}`, json(live));
    api.on(
      watch,
      events([
        { type: "MODIFIED", object: live },
        { type: "DELETED", object: live },
      ]),
    );
    await remove();
    expect(api.asked()).toEqual([`DELETE ${PATH}`, watch]);
    expect(api.received.find(({ method }) => method === "DELETE")?.body).toEqual({
      apiVersion: "v1",
      kind: "DeleteOptions",
      propagationPolicy: "Foreground",
      preconditions: { uid: "u" },
    });
  });

  it.each([
    ["is gone at once", json({ kind: "Status", status: "Success" })],
    ["was gone", failure(404, "not found")],
  ])("is done when it %s", async (_, answer) => {
    api.on(`DELETE ${PATH}`, answer);
    await remove();
    expect(api.asked()).toEqual([`DELETE ${PATH}`]);
  });

  const conflict = failure(409, "the precondition does not hold, or it ends already");
  const ending = { ...live, metadata: { ...live.metadata, deletionTimestamp: "2026-01-01T00:00:00Z" } };

  it("leaves another object alone that has taken the name", async () => {
    api.on(`DELETE ${PATH}`, conflict);
    api.on(`GET ${PATH}`, json({ ...live, metadata: { ...live.metadata, uid: "another" } }));
    await remove();
    expect(api.asked()).toEqual([`DELETE ${PATH}`, `GET ${PATH}`]);
  });

  it("waits for an object that ends already", async () => {
    api.on(`DELETE ${PATH}`, conflict);
    api.on(`GET ${PATH}`, json(ending));
    const watch = `GET /api/v1/namespaces?fieldSelector=metadata.name=x&resourceVersion=1&watch=true`;
    api.on(watch, events([{ type: "DELETED", object: ending }]));
    await remove();
    expect(api.asked().at(-1)).toBe(watch);
  });

  it("throws any other conflict", async () => {
    api.on(`DELETE ${PATH}`, conflict);
    api.on(`GET ${PATH}`, json(live));
    await expect(remove()).rejects.toThrow("the precondition does not hold");
  });

  it.each([
    ["orphan", "Orphan"],
    ["Background", "Background"],
    ["anything else", "Foreground"],
  ])("asked to delete %s deletes %s", async (wish, policy) => {
    api.on(`DELETE ${PATH}`, failure(404, "not found"));
    await remove({ ...existing, oldOutputs: annotated("pulumi.com/deletionPropagationPolicy", wish) });
    expect(api.received.at(-1)?.body).toMatchObject({ propagationPolicy: policy });
  });

  it("names what holds an object that does not go", async () => {
    const held = { ...live, metadata: { ...live.metadata, finalizers: ["example.org/keep"] } };
    api.on(`DELETE ${PATH}`, json(held));
    api.on(
      `GET /api/v1/namespaces?fieldSelector=metadata.name=x&resourceVersion=1&watch=true`,
      events([], { open: true }),
    );
    const soon = operation({ timeoutSeconds: 0.05 });
    await expect(here().delete(existing, soon)).rejects.toThrow(
      /^Namespace x was told to end and is still there, held by the finalizers example.org\/keep: waited/,
    );
  });

  it("is done with deleteUnreachable when the cluster does not answer, and else names the way out", async () => {
    await nowhere({ deleteUnreachable: true }).delete(existing, operation());
    await expect(nowhere().delete(existing, operation())).rejects.toThrow(
      "PULUMI_K8S_DELETE_UNREACHABLE=true",
    );
  });
});
