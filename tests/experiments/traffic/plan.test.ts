import { requestIds } from "../../../experiments/traffic/plan";

describe("request ids", () => {
  test.each([
    [1, ["x-1"]],
    [3, ["x-1", "x-2", "x-3"]],
    [0, []],
  ])("%d of them", (count, ids) => {
    expect(requestIds("x", count)).toEqual(ids);
  });

  test("sort in the order of sending, and are all their own", () => {
    const ids = requestIds("k3f9-affinity", 100);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(100);
    expect(ids[6]).toBe("k3f9-affinity-007");
  });

  test("gives up what is not answered in time, as a record with its port, and goes on", async () => {
    server = await loopbackServer((id, response, peer) => {
      if (id !== "t-1") asTestapp(id, response, peer);
    });
    const plan = {
      ...{ frontendIP: "127.0.0.1", port: server.port, ids: requestIds("t", 2) },
      ...{ concurrency: 1, keepAlive: true, timeoutSeconds: 0.5, leash: false },
    };
    const { stdout } = await execa(argv[0] ?? "", argv.slice(1), { input: `${JSON.stringify(plan)}\n` });
    const records = stdout.split("\n").map(parseRecord);
    expect(records.map(({ id, error, status }) => [id, error, status])).toEqual([
      ["t-1", "no answer within 0.5 s", null],
      ["t-2", null, 200],
    ]);
    expect(records[0]?.local?.port).toBe(server.seen[0]?.peerPort);
    expect(records[1]?.local?.port).not.toBe(records[0]?.local?.port);
  });
});

describe("a sender's process", () => {
  const sending = {
    ...{ frontendIP: "127.0.0.1", port: 9, ids: ["one", "two"] },
    ...{ concurrency: 1, keepAlive: false },
  };
  const script = (text: string) => [process.execPath, "-e", text];

  test("that is aborted sends nothing more, and the reason is told", async () => {
    const controller = new AbortController();
    const reason = new Error("Ctrl-C");
    server = await loopbackServer(() => {
      controller.abort(reason);
    });
    const aborted = sendByProcess(argv, { ...sending, port: server.port }, controller.signal);
    await expect(aborted).rejects.toBe(reason);
    expect(server.seen.map(({ url }) => url)).toEqual(["/r/one"]);
  });

  test("is not even started once aborted", async () => {
    await expect(
      sendByProcess(["/no/such/program"], sending, AbortSignal.abort(new Error("Ctrl-C"))),
    ).rejects.toThrow("Ctrl-C");
  });

  test.each([
    {
      name: "that fails is told with its own words",
      text: 'console.error("no netns"); process.exit(3)',
      error: "no netns",
    },
    {
      name: "that leaves a request untold is an error",
      text: 'console.log(JSON.stringify({ id: "one" }))',
      error: "the sender told nothing of request two",
    },
  ])("$name", async ({ text, error }) => {
    await expect(sendByProcess(script(text), sending, never)).rejects.toThrow(error);
  });

  test("may tell of its requests in any order", async () => {
    const text = 'for (const id of ["two", "one"]) console.log(JSON.stringify({ id }))';
    expect(await sendByProcess(script(text), sending, never)).toEqual([{ id: "one" }, { id: "two" }]);
  });
});

describe("requests' ids", () => {
  test.each([
    { count: 0, ids: [] },
    { count: 3, ids: ["k-1", "k-2", "k-3"] },
    { count: 10, ids: ["k-01", "k-02", "k-03", "k-04", "k-05", "k-06", "k-07", "k-08", "k-09", "k-10"] },
  ])("sort in the order of sending: $count", ({ count, ids }) => {
    expect(requestIds("k", count)).toEqual(ids);
    expect([...ids].sort()).toEqual(ids);
  });
});
