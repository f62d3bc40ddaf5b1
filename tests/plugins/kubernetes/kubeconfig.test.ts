import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { accessFrom, activeCluster } from "../../../plugins/kubernetes/kubeconfig";
import { run } from "../../../system/command";
import { projectDirectory } from "../../../system/paths";

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function kubeconfig(cluster: object, user: object | null = {}): string {
  return stringify({
    "current-context": "one",
    clusters: [
      { name: "c1", cluster },
      { name: "c2", cluster: { server: "https://two" } },
    ],
    users: [{ name: "u1", user }],
    contexts: [
      { name: "one", context: { cluster: "c1", user: "u1" } },
      { name: "two", context: { cluster: "c2", user: "nobody" } },
      { name: "broken", context: { cluster: "none", user: "u1" } },
    ],
  });
}

const optionsOf = async (text: string): Promise<object> =>
  ((await accessFrom(text, undefined)).agent as Agent).options;

describe("accessFrom", () => {
  it("trusts the cluster's authority and shows the user's certificate", async () => {
    const cluster = { server: "https://127.0.0.1:6443/", "certificate-authority-data": base64("authority") };
    const user = { "client-certificate-data": base64("certificate"), "client-key-data": base64("key") };
    const access = await accessFrom(kubeconfig(cluster, user), undefined);
    expect(access.server).toBe("https://127.0.0.1:6443");
    expect(access.headers).toEqual({});
    expect((access.agent as Agent).options).toMatchObject({
      ca: Buffer.from("authority"),
      cert: Buffer.from("certificate"),
      key: Buffer.from("key"),
      rejectUnauthorized: true,
      keepAlive: true,
    });
  });

  it("shows a token", async () => {
    const access = await accessFrom(kubeconfig({ server: "https://x" }, { token: "hush" }), undefined);
    expect(access.headers).toEqual({ authorization: "Bearer hush" });
  });

  it("checks certificates unless told otherwise", async () => {
    const cluster = { server: "https://x", "insecure-skip-tls-verify": true, "tls-server-name": "y" };
    expect(await optionsOf(kubeconfig(cluster))).toMatchObject({
      rejectUnauthorized: false,
      servername: "y",
    });
  });

  it("takes the context it is told, also one without a user", async () => {
    const access = await accessFrom(kubeconfig({ server: "https://x" }), "two");
    expect(access.server).toBe("https://two");
  });

  it("reads JSON, and a file by its path", async () => {
    const text = JSON.stringify({ clusters: [], contexts: [] });
    await expect(accessFrom(text, undefined)).rejects.toThrow('no context ""');
    const path = join(folder, "config");
    writeFileSync(path, kubeconfig({ server: "https://from-file" }));
    expect((await accessFrom(path, undefined)).server).toBe("https://from-file");
  });

  it("asks the client library for what it does not understand itself", async () => {
    const authority = join(folder, "ca.crt");
    writeFileSync(authority, "authority");
    const cluster = { server: "https://x/", "certificate-authority": authority };
    const given = JSON.stringify(kubeconfig(cluster, { token: "hush" }));
    // jest cannot load the library; tsx, which loads the provider, can.
    const script = `
      require("./plugins/kubernetes/kubeconfig.ts").accessFrom(${given}).then(({ server, agent, headers }) => {
        console.log(JSON.stringify({ server, ca: agent.options.ca.toString(), headers }));
      });`;
    const argv = [process.execPath, "--require", "tsx/cjs", "--eval", script];
    expect(JSON.parse(await run(argv, { cwd: projectDirectory }))).toEqual({
      server: "https://x",
      ca: "authority",
      headers: { Authorization: "Bearer hush" },
    });
  });

  it.each([
    ["a context that is not there", kubeconfig({ server: "x" }), "three", 'no context "three"'],
    ["a context without its cluster", kubeconfig({ server: "x" }), "broken", 'no context "broken"'],
    ["a file that is not there", "/nowhere/config", undefined, "there is no kubeconfig at /nowhere/config"],
  ])("names %s", async (_, text, context, message) => {
    await expect(accessFrom(text, context)).rejects.toThrow(message);
  });
});

describe("activeCluster", () => {
  const of = (text: string, context?: string) => activeCluster(text, context);

  it("is the same for other credentials and another for another cluster or context", () => {
    const one = of(kubeconfig({ server: "https://x" }, { token: "a" }));
    expect(of(kubeconfig({ server: "https://x" }, { token: "b" }))).toBe(one);
    expect(of(kubeconfig({ server: "https://y" }, { token: "a" }))).not.toBe(one);
    expect(of(kubeconfig({ server: "https://x" }, { token: "a" }), "two")).not.toBe(one);
  });

  it("is nothing where a kubeconfig leads nowhere", () => {
    expect(of("/nowhere/config")).toBeUndefined();
    expect(of(kubeconfig({ server: "x" }), "three")).toBeUndefined();
  });
});
