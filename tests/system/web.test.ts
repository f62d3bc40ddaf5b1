import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Authority } from "../../local/pki";
import { ProblemsError } from "../../system/problems";
import { close } from "../toolchain/loopback";
import { serveProxy, type ForwardProxy } from "./forwardProxy";

/** A name that no resolver knows: whoever gets an answer has it from the proxy. */
const URL_BEHIND = "https://publisher.invalid/file";

describe("asking the network", () => {
  const before = { ...process.env };
  let folder: string;
  let server: Server;
  let proxy: ForwardProxy;
  let port: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "lab-web-"));
    const authority = await Authority.create("company");
    const names = ["publisher.invalid", "localhost"];
    const { certificate, key } = await authority.issue({
      user: "p",
      serves: { names, addresses: ["127.0.0.1"] },
    });
    writeFileSync(join(folder, "ca.pem"), authority.certificate);
    server = createServer({ cert: certificate, key }, (_request, response) => response.end("here"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
    proxy = await serveProxy({ "publisher.invalid:443": port });
  });

  beforeEach(() => {
    process.env = { PATH: before.PATH, SSL_CERT_FILE: join(folder, "ca.pem") };
    jest.resetModules();
  });

  afterEach(() => {
    process.env = { ...before };
  });

  afterAll(async () => {
    await proxy.close();
    await close(server);
    rmSync(folder, { recursive: true });
  });

  async function answer(url: string): Promise<string> {
    const { ask } = jest.requireActual<typeof import("../../system/web")>("../../system/web");
    return (await ask(url)).text();
  }

  async function reason(url: string): Promise<string | undefined> {
    const { unreachable } =
      jest.requireActual<typeof import("../../system/reachable")>("../../system/reachable");
    return unreachable(url);
  }

  it.each(["HTTPS_PROXY", "https_proxy"])(
    "goes through %s, trusting the company's authority",
    async (name) => {
      process.env[name] = proxy.url;
      await expect(answer(URL_BEHIND)).resolves.toBe("here");
      expect(proxy.asked.at(-1)).toBe("publisher.invalid:443");
      await expect(reason(URL_BEHIND)).resolves.toBeUndefined();
    },
  );

  it("takes an authority from a folder too", async () => {
    process.env.SSL_CERT_DIR = folder;
    delete process.env.SSL_CERT_FILE;
    await expect(answer(`https://localhost:${port}/`)).resolves.toBe("here");
  });

  it("goes straight to what NO_PROXY names", async () => {
    process.env.HTTPS_PROXY = proxy.url;
    process.env.NO_PROXY = "localhost";
    const asked = proxy.asked.length;
    await expect(answer(`https://localhost:${port}/`)).resolves.toBe("here");
    expect(proxy.asked).toHaveLength(asked);
  });

  it.each([
    ["a proxy that refuses", () => proxy.url, "403"],
    ["a proxy that is not there", () => "http://127.0.0.1:9", "ECONNREFUSED"],
  ])("says what is wrong with %s", async (_case, address, why) => {
    process.env.HTTPS_PROXY = address();
    await expect(reason("https://elsewhere.invalid/")).resolves.toContain(why);
  });

  it("says that a name is unknown, and a certificate not trusted", async () => {
    await expect(reason(URL_BEHIND)).resolves.toMatch(/ENOTFOUND|EAI_AGAIN/);
    delete process.env.SSL_CERT_FILE;
    await expect(reason(`https://localhost:${port}/`)).resolves.toMatch(/certificate/);
  });

  it.each([
    ["HTTPS_PROXY", "ftp://proxy"],
    ["SSL_CERT_FILE", "/nowhere/ca.pem"],
    ["SSL_CERT_DIR", "/nowhere"],
  ])("refuses %s=%s by its name", async (name, value) => {
    process.env[name] = value;
    await expect(answer(URL_BEHIND)).rejects.toMatchObject({
      name: ProblemsError.name,
      problems: [{ key: name, value }],
    });
  });
});
