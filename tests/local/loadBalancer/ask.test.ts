import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { askHealth, connects, type Question } from "../../../local/loadBalancer/ask";

const QUESTION: Question = { source: "127.0.0.1", address: "127.0.0.1", timeoutMs: 300 };
const servers: Server[] = [];

async function listen(server: Server): Promise<number> {
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    await once(server, "close");
  }
});

it.each([
  [200, "up"],
  [503, "down"],
  [404, "down"],
] as const)("an HTTP probe that is answered %i finds the node %s", async (status, expected) => {
  const port = await listen(
    createHttpServer(({ url }, response) => response.writeHead(url === "/healthz" ? status : 500).end("{}")),
  );
  expect(await askHealth(QUESTION, { protocol: "Http", port, requestPath: "/healthz" })).toBe(expected);
});

it("a TCP probe is up when a connection comes about", async () => {
  const port = await listen(createServer((socket) => socket.on("error", () => undefined).resume()));
  expect(await askHealth(QUESTION, { protocol: "Tcp", port })).toBe("up");
});

describe("when nobody listens", () => {
  it("every probe is silent", async () => {
    const server = createServer();
    const port = await listen(server);
    server.close();
    await once(server, "close");
    servers.pop();
    expect(await askHealth(QUESTION, { protocol: "Tcp", port })).toBe("silent");
    expect(await askHealth(QUESTION, { protocol: "Http", port, requestPath: "/" })).toBe("silent");
  });
});

it("an HTTP probe whose answer does not come is silent", async () => {
  const server = createHttpServer(() => undefined);
  const port = await listen(server);
  expect(await askHealth(QUESTION, { protocol: "Http", port, requestPath: "/" })).toBe("silent");
  server.closeAllConnections();
});

it("a connection from a given port leaves the port free for the next", async () => {
  const seen: (number | undefined)[] = [];
  const port = await listen(
    createServer((socket) => {
      seen.push(socket.remotePort);
      socket.on("error", () => undefined).resume();
    }),
  );
  const question = { ...QUESTION, sourcePort: 17_017 };
  expect([await connects(question, port), await connects(question, port)]).toEqual([true, true]);
  expect(seen).toEqual([17_017, 17_017]);
});
