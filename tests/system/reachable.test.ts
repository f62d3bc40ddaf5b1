import type { Server } from "node:http";
import { reachable } from "../../system/reachable";
import { close, refusingUrl, serve } from "../toolchain/loopback";

describe("reachable", () => {
  const servers: Server[] = [];

  afterAll(async () => {
    for (const server of servers) await close(server);
  });

  it.each([
    ["answers", 200, true],
    ["answers elsewhere", 302, true],
    ["wants a login", 401, true],
    ["knows no such page", 404, true],
    ["is broken", 503, false],
  ])("a server that %s", async (_case, status, expected) => {
    const { url, server } = await serve((_request, response) => {
      response.writeHead(status, { location: "http://127.0.0.1:1/" }).end();
    });
    servers.push(server);
    await expect(reachable(url)).resolves.toBe(expected);
  });

  it("a server that is not there", async () => {
    await expect(reachable(await refusingUrl())).resolves.toBe(false);
  });

  it("a server that never answers, which is given up", async () => {
    const { url, server } = await serve(() => undefined);
    servers.push(server);
    await expect(reachable(url)).resolves.toBe(false);
  });

  it("is asked once, by however many", async () => {
    let asked = 0;
    const { url, server } = await serve((_request, response) => {
      asked++;
      response.end();
    });
    servers.push(server);
    await Promise.all([reachable(url), reachable(url)]);
    await reachable(url);
    expect(asked).toBe(1);
  });
});
