import { createServer, type AddressInfo } from "node:net";
import { execa } from "execa";
import { parseRecord, requestIds } from "../../../experiments/traffic/plan";
import { senderFile } from "../../../sender/place";
import { sendByProcess } from "../../../experiments/traffic/sendByProcess";
import type { Sending } from "../../../experiments/target";
import { asTestapp, loopbackServer, type LoopbackServer } from "../loopbackServer";

// Programs are started here, and the machine may be busy.
jest.setTimeout(60_000);

const argv = [process.execPath, senderFile];
const never = new AbortController().signal;

let server: LoopbackServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function send(
  answer: Parameters<typeof loopbackServer>[0],
  wanted: Partial<Sending> & { count: number },
) {
  server = await loopbackServer(answer);
  const { count, ...rest } = wanted;
  const sending = {
    frontendIP: "127.0.0.1",
    port: server.port,
    ids: requestIds("t", count),
    concurrency: 1,
    keepAlive: false,
    ...rest,
  };
  return { records: await sendByProcess(argv, sending, never), server };
}

describe("the sender", () => {
  test.each([
    { keepAlive: true, count: 10, concurrency: 1, ports: 1, connection: "keep-alive" },
    { keepAlive: true, count: 10, concurrency: 3, ports: 3, connection: "keep-alive" },
    { keepAlive: false, count: 10, concurrency: 1, ports: 10, connection: "close" },
    { keepAlive: false, count: 100, concurrency: 2, ports: 100, connection: "close" },
    { keepAlive: false, count: 1, concurrency: 4, ports: 1, connection: "close" },
  ])(
    "$count requests, $concurrency at a time, keep-alive $keepAlive: from $ports ports",
    async ({ ports, connection, ...wanted }) => {
      const { records, server } = await send(asTestapp, wanted);
      expect(records.map(({ id }) => id)).toEqual(requestIds("t", wanted.count));
      expect(new Set(records.map(({ local }) => local?.port)).size).toBe(ports);
      expect(records.every(({ local, answer }) => local?.port === answer?.peerPort)).toBe(true);
      expect(records.every(({ error, status }) => error === null && status === 200)).toBe(true);
      expect(server.seen).toHaveLength(wanted.count);
      expect(new Set(server.seen.map((seen) => `${seen.method} ${seen.connection} ${seen.body}`))).toEqual(
        new Set([`GET ${connection} YO`]),
      );
    },
  );

  test("has as many requests under way as asked for, and not one more", async () => {
    const held: (() => void)[] = [];
    const { server } = await send(
      (id, response, peer) => {
        held.push(() => {
          asTestapp(id, response, peer);
        });
        if (held.length === 3)
          held.splice(0).forEach((release) => {
            release();
          });
      },
      { count: 12, concurrency: 3 },
    );
    expect(server.mostAtOnce()).toBe(3);
  });

  test("puts request line, headers and body into one segment, for a filter that looks at single packets", async () => {
    const firstParts: string[] = [];
    const listener = createServer((socket) => {
      socket.once("data", (data) => {
        firstParts.push(data.toString("utf8"));
        socket.end("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
      });
    });
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    const { port } = listener.address() as AddressInfo;
    await sendByProcess(
      argv,
      { frontendIP: "127.0.0.1", port, ids: ["one"], concurrency: 1, keepAlive: false },
      never,
    );
    listener.close();
    expect(firstParts).toHaveLength(1);
    expect(firstParts[0]).toMatch(/^GET \/r\/one HTTP\/1\.1\r\n[^]*\r\n\r\nYO$/);
  });

  test.each([
    {
      name: "another status",
      answer: (response: { statusCode: number; end: (text: string) => void }) => {
        response.statusCode = 503;
        response.end("busy");
      },
      status: 503,
      error: "HTTP 503, and not testapp's answer: busy",
    },
    {
      name: "somebody else's page",
      answer: (response: { end: (text: string) => void }) => {
        response.end("<html>");
      },
      status: 200,
      error: "HTTP 200, and not testapp's answer: <html>",
    },
    {
      name: "JSON without a port",
      answer: (response: { end: (text: string) => void }) => {
        response.end('{"id":"t-1","pod":"p","peerAddress":"a"}');
      },
      status: 200,
      error: `HTTP 200, and not testapp's answer: {"id":"t-1","pod":"p","peerAddress":"a"}`,
    },
  ])("$name is no answer, and told", async ({ answer, status, error }) => {
    const { records } = await send(
      (_id, response) => {
        answer(response);
      },
      { count: 2 },
    );
    expect(records.map((record) => [record.answer, record.status, record.error])).toEqual([
      [null, status, error],
      [null, status, error],
    ]);
  });

  test("a connection that breaks is a record, and the next request is sent", async () => {
    const { records } = await send(
      (id, response, peer) => {
        if (id === "t-1") response.socket?.destroy();
        else asTestapp(id, response, peer);
      },
      { count: 2, keepAlive: true },
    );
    expect(records.map(({ id, error }) => [id, error])).toEqual([
      ["t-1", "socket hang up"],
      ["t-2", null],
    ]);
    expect(records[0]?.local?.address).toBe("127.0.0.1");
  });

  test("a refused connection is a record without a local port", async () => {
    const closed = await loopbackServer(asTestapp);
    await closed.close();
    const [record] = await sendByProcess(
      argv,
      { frontendIP: "127.0.0.1", port: closed.port, ids: ["lost"], concurrency: 1, keepAlive: false },
      never,
    );
    expect(record).toMatchObject({ id: "lost", local: null, status: null, answer: null });
    expect(record?.error).toMatch(/ECONNREFUSED/);
  });

  test("gives up a request without an answer, and sends the next", async () => {
    server = await loopbackServer((id, response, peer) => {
      if (id !== "silent") asTestapp(id, response, peer);
    });
    const plan = {
      frontendIP: "127.0.0.1",
      port: server.port,
      ids: ["silent", "next"],
      concurrency: 1,
      keepAlive: true,
      timeoutSeconds: 0.2,
      leash: true,
    };
    const sender = execa(process.execPath, [senderFile], { stdin: "pipe" });
    sender.stdin?.write(`${JSON.stringify(plan)}\n`);
    const records = (await sender).stdout.split("\n").map(parseRecord);
    expect(records.map(({ id, error, answer }) => [id, error, answer?.id])).toEqual([
      ["silent", "no answer within 0.2 s", undefined],
      ["next", null, "next"],
    ]);
    expect(records[0]?.local?.port).toBe(server.seen[0]?.peerPort);
    expect(records[1]?.local?.port).not.toBe(records[0]?.local?.port);
  });

  test("runs without a leash too: the plan may be all of its standard input", async () => {
    server = await loopbackServer(asTestapp);
    const plan = { frontendIP: "127.0.0.1", port: server.port, ids: ["one"], timeoutSeconds: 5 };
    const { stdout } = await execa(process.execPath, [senderFile], {
      input: JSON.stringify({ ...plan, concurrency: 1, keepAlive: false, leash: false }),
    });
    expect(parseRecord(stdout)).toMatchObject({ id: "one", error: null });
  });
});
