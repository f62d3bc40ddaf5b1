import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { RequestListener, Server } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ensurePackages } from "../../system/packages";
import { ProblemsError } from "../../system/problems";
import { findToolchain } from "../../toolchain/find";
import { prepareToolchain } from "../../toolchain/prepare";
import { TOOL_MODULES, type ModuleName } from "../../toolchain/programs";
import { writeGo, writeProgram } from "./fakePrograms";
import { close, refusingUrl, serve } from "./loopback";
import { checksumsOf, publishedFiles } from "./publishers";

// What this machine has or lacks is no part of these tests.
jest.mock("../../system/packages", () => ({ ensurePackages: jest.fn() }));

// Each test starts dozens of programs, for which a busy machine may need its time.
jest.setTimeout(60_000);

const ALL = TOOL_MODULES.map(({ name }) => name).sort();

describe("prepareToolchain", () => {
  const before = { ...process.env };
  let folder: string;
  let builds: string;
  let published: ReadonlyMap<string, Buffer>;
  let server: Server | undefined;
  let messages: string[];
  /** Every path that was asked for. */
  let asked: string[];

  beforeAll(() => {
    const releaseFolder = mkdtempSync(join(tmpdir(), "lab-releases-"));
    published = publishedFiles(releaseFolder);
    rmSync(releaseFolder, { recursive: true });
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lab-prepare-"));
    builds = join(folder, "builds");
    messages = [];
    asked = [];
    jest.mocked(ensurePackages).mockClear();
    process.env.LAB_CACHE = join(folder, "cache");
    process.env.PULUMI_HOME = join(folder, "pulumi");
    writeGo(join(folder, "bin"), "1.26.8", builds);
    process.env.PATH = `${join(folder, "bin")}:/usr/bin:/bin`;
  });

  afterEach(async () => {
    process.env = { ...before };
    if (server !== undefined) await close(server);
    server = undefined;
    rmSync(folder, { recursive: true });
  });

  async function prepareFrom(answer: RequestListener) {
    const served = await serve(answer);
    server = served.server;
    return prepare(served.url);
  }

  function prepare(url: string, options: { signal?: AbortSignal; modules?: readonly ModuleName[] } = {}) {
    return prepareToolchain({
      progress: (message) => messages.push(message),
      pinned: { publishers: { kubernetes: url, github: url }, checksums: checksumsOf(published) },
      ...options,
    });
  }

  function built(): string[] {
    return existsSync(builds) ? readFileSync(builds, "utf8").trim().split("\n").sort() : [];
  }

  function cached(): string[] {
    const cache = join(folder, "cache", "toolchain");
    return existsSync(cache)
      ? readdirSync(cache)
          .map((name) => name.replace(/-[0-9a-f]{16}$/, ""))
          .sort()
      : [];
  }

  it("takes the publishers' releases, builds nothing and asks for no Go", async () => {
    rmSync(join(folder, "bin", "go"));
    const toolchain = await prepareFrom(releases());
    expect(built()).toEqual([]);
    expect(ensurePackages).not.toHaveBeenCalled();
    expect(cached()).toEqual(ALL);
    expect(readFileSync(toolchain.program("kubelet"), "utf8")).toBe("downloaded kubelet");
    expect(readFileSync(toolchain.program("portmap"), "utf8")).toBe("downloaded portmap");
    expect(readdirSync(join(toolchain.program("containerd"), "..")).sort()).toEqual([
      "containerd",
      "containerd-shim-runc-v2",
      "ctr",
    ]);
    expect(existsSync(join(folder, "cache", "downloads"))).toBe(false);
  });

  it("downloads once what has two modules' programs in it", async () => {
    await prepareFrom(releases());
    expect(asked.filter((path) => path.includes("pulumi/pulumi/"))).toHaveLength(1);
    expect(readFileSync(findToolchain().program("pulumi-language-nodejs"), "utf8")).toBe(
      "downloaded pulumi-language-nodejs",
    );
  });

  it("downloads kubectl alone where no more is needed", async () => {
    const served = await serve(releases());
    server = served.server;
    await prepare(served.url, { modules: ["kubectl"] });
    expect(asked.map((path) => basename(path))).toEqual(["", "kubectl"]);
    expect(cached()).toEqual(["kubectl"]);
  });

  it("does nothing when everything is there", async () => {
    await prepareFrom(releases());
    messages = [];
    const again = await prepare(await refusingUrl());
    expect(messages).toEqual([]);
    expect(again.program("etcd")).toBe(findToolchain().program("etcd"));
  });

  it("builds what the publisher no longer has, and says so", async () => {
    const toolchain = await prepareFrom(
      releases((path) => (path.includes("etcd-io") ? { status: 404 } : undefined)),
    );
    expect(built()).toEqual(["etcd"]);
    expect(readFileSync(toolchain.program("etcd"), "utf8")).toBe("built\n");
    expect(messages).toContainEqual(expect.stringMatching(/^etcd [\d.]+: can't be downloaded .*status 404/));
  });

  it("asks again for the rest of what is cut off in the middle", async () => {
    let cuts = 0;
    const toolchain = await prepareFrom(
      releases((path) => (/\/etcd-[^/]*gz$/.test(path) && cuts++ === 0 ? { cut: true } : undefined)),
    );
    expect(built()).toEqual([]);
    expect(readdirSync(join(toolchain.program("etcd"), ".."))).toEqual(["etcd"]);
    expect(cached()).toEqual(ALL);
    expect(messages).toContainEqual(expect.stringMatching(/^etcd-.*gz: .*; next try in 1 s$/));
  });

  it("says where a build was no way out, and that the download goes on", async () => {
    rmSync(join(folder, "bin", "go"));
    const failed = prepareFrom(releases((path) => (path.includes("etcd-io") ? { status: 404 } : undefined)));
    await expect(failed).rejects.toMatchObject({
      problems: [
        { key: expect.stringContaining("etcd-io") as string, value: "status 404" },
        {
          key: "go",
          value: "not found on PATH",
          rule: expect.stringContaining("building etcd takes") as string,
        },
      ],
    });
    expect(cached()).toEqual(ALL.filter((name) => name !== "etcd"));
  });

  it("builds what no checksum is pinned of, and says so", async () => {
    const served = await serve(releases());
    server = served.server;
    const all = Object.entries(checksumsOf(published));
    const runc = all.find(([path]) => path.includes("/runc."))?.[0] ?? "";
    const others = Object.fromEntries(all.filter(([path]) => path !== runc));
    await prepareToolchain({
      progress: (message) => messages.push(message),
      pinned: { publishers: { kubernetes: served.url, github: served.url }, checksums: others },
    });
    expect(built()).toEqual(["runc"]);
    expect(messages).toContainEqual(
      expect.stringMatching(
        `^runc [\\d.]+: toolchain/checksums.json has no SHA-256 of ${runc}: building it$`,
      ),
    );
  });

  it("builds everything where no publisher answers, with a compiler for what is written in C", async () => {
    await prepare(await refusingUrl());
    expect(built()).toEqual(ALL);
    for (const name of ALL)
      expect(messages).toContainEqual(
        expect.stringMatching(
          `^${name} [\\d.]+: 127.0.0.1:\\d+ does not answer \\(.*ECONNREFUSED.*\\): building it$`,
        ),
      );
    expect(ensurePackages).toHaveBeenCalledTimes(1);
    expect(ensurePackages).toHaveBeenCalledWith(expect.objectContaining({ purposes: ["build"] }));
  });

  it("refuses what is not the publisher's, builds nothing in its place and leaves nothing of it", async () => {
    const failed = prepareFrom(
      releases((path) => (path.endsWith("/kubectl") ? { body: "something else" } : undefined)),
    );
    await expect(failed).rejects.toThrow(ProblemsError);
    await expect(failed).rejects.toThrow(
      /kubectl: SHA-256 [0-9a-f]{64}: toolchain\/checksums.json pins [0-9a-f]{64}/,
    );
    expect(built()).toEqual([]);
    expect(cached()).not.toContain("kubernetes");
    expect(cached().filter((name) => name.includes("partial"))).toEqual([]);
  });

  it("goes on where it was interrupted", async () => {
    const interruption = new AbortController();
    const served = await serve((request, response) => {
      if (request.url?.includes("kube") === true) interruption.abort(new Error("interrupted"));
      else releases()(request, response);
    });
    server = served.server;
    await expect(prepare(served.url, { signal: interruption.signal })).rejects.toThrow("interrupted");
    expect(cached()).not.toContain("kubernetes");
    await prepare(await refusingUrl());
    expect(cached()).toEqual(ALL);
  });

  it("asks for a newer Go only when something has to be built", async () => {
    writeGo(join(folder, "bin"), "1.19.8", builds);
    await expect(prepare(await refusingUrl())).rejects.toMatchObject({
      problems: [
        { key: "go", value: "1.19.8", rule: expect.stringContaining("takes Go 1.26.0 or newer") as string },
      ],
    });
    expect(built()).toEqual([]);
  });

  it("uses the user's own Pulumi where it is new enough", async () => {
    const pulumi = writeProgram(join(folder, "bin"), "pulumi", "echo v3.300.1");
    const host = writeProgram(join(folder, "bin"), "pulumi-language-nodejs", "");
    const toolchain = await prepare(await refusingUrl());
    expect(built()).toEqual(ALL.filter((name) => name !== "pulumi" && name !== "pulumi-language-nodejs"));
    expect(realpath(toolchain.program("pulumi"))).toBe(pulumi);
    expect(realpath(toolchain.program("pulumi-language-nodejs"))).toBe(host);
    rmSync(pulumi);
    expect(findToolchain).toThrow(/pulumi: .*must be there/);
  });

  it("uses the Kubernetes provider that Pulumi has installed", async () => {
    const plugin = join(folder, "pulumi", "plugins", "resource-kubernetes-v4.25.0");
    const installed = writeProgram(plugin, "pulumi-resource-kubernetes", "");
    const toolchain = await prepare(await refusingUrl());
    expect(built()).toEqual(ALL.filter((name) => name !== "pulumi-kubernetes"));
    expect(realpath(toolchain.program("pulumi-resource-kubernetes"))).toBe(installed);
  });

  it.each([
    ["is too old", "echo v3.100.0", true],
    ["has no language host", "echo v3.300.1", false],
    ["does not work", "exit 1", true],
  ])("does not use one that %s", async (_case, body, hasHost) => {
    writeProgram(join(folder, "bin"), "pulumi", body);
    if (hasHost) writeProgram(join(folder, "bin"), "pulumi-language-nodejs", "");
    await prepare(await refusingUrl());
    expect(built()).toEqual(ALL);
  });

  interface Fault {
    readonly status?: number;
    readonly cut?: boolean;
    readonly body?: string;
  }

  /** A publisher of all releases, whose programs say that they were downloaded; `fault` spoils the answer for a path. */
  function releases(fault: (path: string) => Fault | undefined = () => undefined): RequestListener {
    return (request, response) => {
      const path = request.url ?? "";
      asked.push(path);
      const content = published.get(path);
      const { status, cut, body } = fault(path) ?? {};
      if (path === "/") response.end();
      else if (status !== undefined || content === undefined) response.writeHead(status ?? 404).end();
      else if (cut === true) {
        response.writeHead(200, { "content-length": content.length });
        response.write(content.subarray(0, content.length / 2), () => response.destroy());
      } else response.end(body ?? content);
    };
  }
});

function realpath(path: string): string {
  return execFileSync("readlink", ["-f", path], { encoding: "utf8" }).trim();
}
