import type { Server } from "node:http";
import { unreachable } from "../../system/reachable";
import { close, refusingUrl, serve } from "../toolchain/loopback";

describe("unreachable", () => {
  const servers: Server[] = [];

  afterAll(async () => {
    for (const server of servers) await close(server);
  });

  it.each([
    ["answers", 200],
    ["answers elsewhere", 302],
    ["wants a login", 401],
    ["knows no such page", 404],
    ["is busy, which passes", 503],
  ])("a server that %s is not", async (_case, status) => {
    const { url, server } = await serve((_request, response) => {
      response.writeHead(status, { location: "http://127.0.0.1:1/" }).end();
    });
    servers.push(server);
    await expect(unreachable(url)).resolves.toBeUndefined();
  });

  it("a server that is not there is, with the reason", async () => {
    await expect(unreachable(await refusingUrl())).resolves.toContain("ECONNREFUSED");
  });

  it("a server that never answers is given up", async () => {
    const { url, server } = await serve(() => undefined);
    servers.push(server);
    await expect(unreachable(url)).resolves.toBe("no answer in 10 s");
  }, 20_000);

  it("is asked once, by however many", async () => {
    let asked = 0;
    const { url, server } = await serve((_request, response) => {
      asked++;
      response.end();
    });
    servers.push(server);
    await Promise.all([unreachable(url), unreachable(url)]);
    await unreachable(url);
    expect(asked).toBe(1);
  });
});
