import { ApiError, ApiServer, UnreachableError } from "../../../plugins/kubernetes/apiServer";
import { ApiStandIn, type Answer, events, failure, json } from "./apiStandIn";

const api = new ApiStandIn();
const { signal } = new AbortController();

beforeAll(() => api.up());
afterAll(() => api.down());
beforeEach(() => api.received.splice(0));

describe("call", () => {
  it("sends method, query, body and credentials, and returns the answer as it is", async () => {
    const object = { kind: "Service", metadata: { creationTimestamp: "2026-01-01T00:00:00Z" }, unheardOf: 1 };
    api.on("PATCH /x?dryRun=All&force=true", json(object));
    const query = { force: "true", dryRun: "All" };
    const answer = await api.client().call({ method: "PATCH", path: "/x", query, body: { a: "ä" }, signal });
    expect(answer).toEqual(object);
    expect(api.received).toEqual([
      {
        method: "PATCH",
        path: "/x?dryRun=All&force=true",
        type: "application/apply-patch+yaml",
        body: { a: "ä" },
      },
    ]);
  });

  it("sends the body of a deletion too", async () => {
    api.on("DELETE /x", json({}));
    await api
      .client()
      .call({ method: "DELETE", path: "/x", body: { propagationPolicy: "Foreground" }, signal });
    expect(api.received[0]?.body).toEqual({ propagationPolicy: "Foreground" });
  });

  it("hands on the server's warnings", async () => {
    const warnings: string[] = [];
    const warning = '299 - "would violate \\"baseline\\"", 299 - "is deprecated"';
    api.on("GET /x", json({}, { warning }));
    await api.client().call({ path: "/x", signal, warn: (message) => warnings.push(message) });
    expect(warnings).toEqual(['would violate "baseline"', "is deprecated"]);
  });

  it.each<[string, Answer, number, string]>([
    ["the server's own words", failure(409, "conflict with kubectl"), 409, "conflict with kubectl"],
    ["whatever a proxy says", (response) => response.writeHead(502).end("Bad Gateway"), 502, "Bad Gateway"],
  ])("throws a no with %s", async (_, answer, code, message) => {
    api.on("GET /x", answer);
    const call = api.client().call({ path: "/x", signal });
    await expect(call).rejects.toThrow(ApiError);
    await expect(call).rejects.toMatchObject({ code, message });
  });

  it("tells no answer from a no", async () => {
    const closed = new ApiServer(
      Promise.resolve({ server: "http://127.0.0.1:1", agent: undefined, headers: {} }),
    );
    await expect(closed.call({ path: "/x", signal })).rejects.toThrow(UnreachableError);
    api.on("GET /x", (response) => {
      response.destroy();
    });
    await expect(api.client().call({ path: "/x", signal })).rejects.toThrow(UnreachableError);
  });

  it("takes an unusable kubeconfig for no answer", async () => {
    const unusable = new ApiServer(Promise.reject(new Error("there is no kubeconfig at /x")));
    await expect(unusable.call({ path: "/x", signal })).rejects.toThrow("there is no kubeconfig at /x");
    await expect(unusable.call({ path: "/x", signal })).rejects.toThrow(UnreachableError);
  });

  it("ends with the reason of the signal, whether before or during the call", async () => {
    const reason = new Error("cancelled by the user");
    await expect(api.client().call({ path: "/x", signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const cancel = new AbortController();
    api.on("GET /slow", () => {
      cancel.abort(reason);
    });
    await expect(api.client().call({ path: "/slow", signal: cancel.signal })).rejects.toBe(reason);
  });
});

describe("watch", () => {
  it("tells each event, also one that comes in pieces", async () => {
    api.on("GET /x?resourceVersion=7&watch=true", (response) => {
      response.write('{"type":"ADDED","object":{"n":1}}\n{"type":"MODI');
      setImmediate(() => response.end('FIED","object":{"n":2}}\n'));
    });
    const seen: unknown[] = [];
    for await (const event of api.client().watch({ path: "/x", query: { resourceVersion: "7" }, signal })) {
      seen.push(event);
    }
    expect(seen).toEqual([
      { type: "ADDED", object: { n: 1 } },
      { type: "MODIFIED", object: { n: 2 } },
    ]);
  });

  it("ends when it is aborted", async () => {
    const cancel = new AbortController();
    api.on("GET /x?watch=true", events([{ type: "ADDED", object: {} }], { open: true }));
    const watch = api.client().watch({ path: "/x", signal: cancel.signal });
    expect((await watch.next()).value).toEqual({ type: "ADDED", object: {} });
    const next = watch.next();
    cancel.abort();
    await expect(next).rejects.toThrow();
  });

  it("throws a no", async () => {
    api.on("GET /x?watch=true", failure(410, "too old"));
    const first = api.client().watch({ path: "/x", signal }).next();
    await expect(first).rejects.toMatchObject({ code: 410 });
  });
});
