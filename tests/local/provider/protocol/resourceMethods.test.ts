import { status } from "@grpc/grpc-js";
import { LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { fromStruct, toStruct, type Properties } from "../../../../local/provider/protocol/value";
import { errorOf, on, setUp, URN, type Bench } from "./bench";

let bench: Bench;

beforeEach(async () => {
  bench = await setUp();
});

afterEach(() => bench.down());

const create = (inputs: Properties, preview = false): Promise<rpc.CreateResponse> =>
  bench.client.create(on(new rpc.CreateRequest()).setProperties(toStruct(inputs)).setPreview(preview));

describe("check", () => {
  const check = (news: Properties): Promise<rpc.CheckResponse> =>
    bench.client.check(on(new rpc.CheckRequest()).setNews(toStruct(news)).setName("thing"));

  it("hands on olds, seed and the wish for names, and returns the completed inputs", async () => {
    const { AutonamingOptions } = rpc.CheckRequest;
    const request = on(new rpc.CheckRequest())
      .setName("thing")
      .setOlds(toStruct({ size: 1 }))
      .setNews(toStruct({ size: 2 }))
      .setRandomseed(new Uint8Array([1, 2]))
      .setAutonaming(
        new AutonamingOptions().setMode(AutonamingOptions.Mode.ENFORCE).setProposedName("thing-x"),
      );
    const answer = await bench.client.check(request);
    expect(fromStruct(answer.getInputs())).toEqual({ size: 2, name: "made up" });
    expect(bench.thing.seen?.request).toEqual({
      token: "test:index:Thing",
      name: "thing",
      olds: { size: 1 },
      news: { size: 2 },
      randomSeed: new Uint8Array([1, 2]),
      autonaming: { mode: "enforce", name: "thing-x" },
    });
  });

  it("turns problems into failures, all at once", async () => {
    const answer = await check({ size: "wrong" });
    expect(answer.toObject().failuresList).toEqual([
      { property: "size", reason: "it must be a number. Give 3" },
      { property: "", reason: "colour: missing: it must be there. Give red" },
    ]);
  });

  it("does not take a bug for the user's mistake", async () => {
    expect(await errorOf(check({ broken: true }))).toMatchObject({ code: status.UNKNOWN, details: "a bug" });
  });
});

describe("diff", () => {
  const diff = (oldInputs: Properties): Promise<rpc.DiffResponse> =>
    bench.client.diff(
      on(new rpc.DiffRequest())
        .setId("id-1")
        .setOldInputs(toStruct(oldInputs))
        .setNews(toStruct({ size: 2 })),
    );

  it("names each change with its path and whether it replaces", async () => {
    const answer = await diff({ size: 1 });
    const { ADD, UPDATE_REPLACE } = rpc.PropertyDiff.Kind;
    expect(answer.toObject()).toMatchObject({
      changes: rpc.DiffResponse.DiffChanges.DIFF_SOME,
      diffsList: ["spec", "label"],
      replacesList: ["spec.size"],
      deletebeforereplace: true,
      hasdetaileddiff: true,
      detaileddiffMap: [
        ["label", { kind: ADD, inputdiff: false }],
        ["spec.size", { kind: UPDATE_REPLACE, inputdiff: true }],
      ],
    });
  });

  it("says none, and not maybe, when nothing changed", async () => {
    const answer = await diff({});
    expect(answer.getChanges()).toBe(rpc.DiffResponse.DiffChanges.DIFF_NONE);
    expect(answer.getDeletebeforereplace()).toBe(false);
  });
});

describe("create", () => {
  it("returns id and outputs, secret ones marked", async () => {
    const answer = await create({ size: 1 });
    expect(answer.getId()).toBe("id-1");
    expect(answer.getProperties()?.toJavaScript()).toEqual({
      size: 1,
      key: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "k" },
    });
  });

  it("has no id in a preview", async () => {
    expect((await create({ size: 1 }, true)).getId()).toBe("");
    expect(bench.thing.seen?.operation.preview).toBe(true);
  });

  it("tells the engine of progress and warnings before it answers, and clears the progress", async () => {
    await create({});
    const common = { urn: URN, streamid: 0 };
    expect(bench.engine.messages).toEqual([
      { ...common, severity: LogSeverity.INFO, message: "half way", ephemeral: true },
      { ...common, severity: LogSeverity.WARNING, message: "mind the gap", ephemeral: false },
      { ...common, severity: LogSeverity.INFO, message: "", ephemeral: true },
    ]);
  });

  it("keeps the state of what is half made", async () => {
    const error = await errorOf(create({ half: true }));
    const [bytes] = error.metadata.get("grpc-status-details-bin");
    const [any] = Status.deserializeBinary(new Uint8Array(bytes as Buffer)).getDetailsList();
    expect(any?.getTypeName()).toBe("pulumirpc.ErrorResourceInitFailed");
    const detail = rpc.ErrorResourceInitFailed.deserializeBinary(any?.getValue_asU8() ?? new Uint8Array());
    expect(detail.getId()).toBe("id-1");
    expect(detail.getReasonsList()).toEqual(["one", "two"]);
    expect(fromStruct(detail.getProperties())).toEqual({ made: 1, key: "k" });
  });

  it("gives a timeout only where one is set", async () => {
    await create({});
    expect(bench.thing.seen?.operation.timeoutSeconds).toBeUndefined();
    await bench.client.create(on(new rpc.CreateRequest()).setTimeout(90));
    expect(bench.thing.seen?.operation.timeoutSeconds).toBe(90);
  });
});

describe("read, update and delete", () => {
  it("read: what is there", async () => {
    const request = on(new rpc.ReadRequest())
      .setId("id-1")
      .setInputs(toStruct({ a: 1 }))
      .setProperties(toStruct({ b: 2 }));
    const answer = await bench.client.read(request);
    expect(bench.thing.seen?.request).toEqual({
      token: "test:index:Thing",
      id: "id-1",
      oldInputs: { a: 1 },
      oldOutputs: { b: 2 },
    });
    expect([answer.getId(), fromStruct(answer.getInputs()), fromStruct(answer.getProperties())]).toEqual([
      "id-1",
      { size: 1 },
      { size: 2 },
    ]);
  });

  it("read: an empty id for what is gone", async () => {
    const answer = await bench.client.read(on(new rpc.ReadRequest()).setId("gone"));
    expect(answer.getId()).toBe("");
    expect(answer.getProperties()).toBeUndefined();
  });

  it("update: from old to new", async () => {
    const request = on(new rpc.UpdateRequest())
      .setId("id-1")
      .setOldInputs(toStruct({ a: 1 }))
      .setOlds(toStruct({ b: 2 }))
      .setNews(toStruct({ a: 3 }))
      .setPreview(true);
    const answer = await bench.client.update(request);
    expect(fromStruct(answer.getProperties())).toEqual({ a: 3, changed: true });
    expect(bench.thing.seen).toMatchObject({
      request: { id: "id-1", oldInputs: { a: 1 }, oldOutputs: { b: 2 }, news: { a: 3 } },
      operation: { preview: true },
    });
  });

  it("update: refused by what can only be replaced", async () => {
    bench.thing.update = undefined;
    const error = await errorOf(bench.client.update(on(new rpc.UpdateRequest())));
    expect(error.details).toBe("test:index:Thing cannot be updated in place");
  });

  it("delete: with the old inputs and outputs", async () => {
    const request = on(new rpc.DeleteRequest())
      .setId("id-1")
      .setOldInputs(toStruct({ a: 1 }))
      .setProperties(toStruct({ b: 2 }));
    await bench.client.delete(request);
    expect(bench.thing.seen?.request).toEqual({
      token: "test:index:Thing",
      id: "id-1",
      oldInputs: { a: 1 },
      oldOutputs: { b: 2 },
    });
  });

  it("names a type that there is not", async () => {
    const request = on(new rpc.ReadRequest(), "test:index:Nothing");
    const error = await errorOf(bench.client.read(request));
    expect(error.details).toBe("the provider test has no resource type test:index:Nothing");
  });
});
