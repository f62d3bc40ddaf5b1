import { status } from "@grpc/grpc-js";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import type { Provider } from "../../../../local/provider/protocol/provider";
import { fromStruct, secret, toStruct } from "../../../../local/provider/protocol/value";
import { errorOf, on, setUp, type Bench } from "./bench";

const configured = jest.fn();
const more: Partial<Provider> = {
  checkConfig: (inputs) => ({
    inputs,
    failures: inputs.bad === true ? [{ property: "bad", reason: "so" }] : [],
  }),
  diffConfig: (olds, news) =>
    olds.id === news.id ? { changes: [] } : { changes: [{ path: ["id"], kind: "update", replaces: true }] },
  configure: (inputs) => {
    configured(inputs);
  },
  invoke: (token, args) => ({ token, args }),
};
let bench: Bench;

beforeEach(async () => {
  bench = await setUp(more);
});

afterEach(() => bench.down());

describe("the provider itself", () => {
  it("tells its version", async () => {
    const info = await bench.client.getPluginInfo();
    expect(info.getVersion()).toBe("1.2.3");
  });

  it("is configured with plain values, and previews", async () => {
    const args = toStruct({ kubeconfig: secret("text"), deleteUnreachable: "true" });
    const answer = await bench.client.configure(new rpc.ConfigureRequest().setArgs(args));
    expect(configured).toHaveBeenCalledWith({ kubeconfig: "text", deleteUnreachable: "true" });
    expect(answer.toObject()).toEqual({
      acceptsecrets: false,
      acceptresources: false,
      acceptoutputs: false,
      supportspreview: true,
      supportsAutonamingConfiguration: true,
    });
  });

  it("checks its configuration", async () => {
    const request = new rpc.CheckRequest().setNews(toStruct({ bad: true }));
    const answer = await bench.client.checkConfig(request);
    expect(answer.toObject().failuresList).toEqual([{ property: "bad", reason: "so" }]);
  });

  it("says when another configuration replaces it", async () => {
    const request = new rpc.DiffRequest().setOldInputs(toStruct({ id: "a" })).setNews(toStruct({ id: "b" }));
    const answer = await bench.client.diffConfig(request);
    expect(answer.getReplacesList()).toEqual(["id"]);
  });

  it("runs functions", async () => {
    const request = new rpc.InvokeRequest().setTok("test:index:f").setArgs(toStruct({ a: 1 }));
    const answer = await bench.client.invoke(request);
    expect(fromStruct(answer.getReturn())).toEqual({ token: "test:index:f", args: { a: 1 } });
  });

  it("leaves what it cannot do unimplemented, so that the engine falls back", async () => {
    const error = await errorOf(bench.client.construct(new rpc.ConstructRequest()));
    expect(error.code).toBe(status.UNIMPLEMENTED);
  });
});

describe("a long operation", () => {
  const slow = () => bench.client.create(on(new rpc.CreateRequest()).setProperties(toStruct({ slow: true })));

  it("is ended when the user cancels", async () => {
    const ended = errorOf(slow());
    await bench.client.getPluginInfo();
    await bench.client.cancel();
    expect(await ended).toMatchObject({ code: status.CANCELLED });
  });

  it("is ended and answered when the provider is stopped", async () => {
    const ended = errorOf(slow());
    await bench.client.getPluginInfo();
    await bench.listening.stop();
    expect(await ended).toMatchObject({ code: status.CANCELLED });
  });
});
