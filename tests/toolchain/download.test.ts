import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import type { IncomingMessage, RequestListener, Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProblemsError } from "../../system/problems";
import { Downloads } from "../../toolchain/download";
import { DownloadError } from "../../toolchain/transfer";
import { close, refusingUrl, serve } from "./loopback";

const content = Buffer.from("the program".repeat(1000));
const sha256 = createHash("sha256").update(content).digest("hex");
const other = "0".repeat(64);

describe("a download", () => {
  let folder: string;
  let server: Server | undefined;
  let requests: (string | undefined)[];
  let messages: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lab-download-"));
    requests = [];
    messages = [];
  });

  afterEach(async () => {
    if (server !== undefined) await close(server);
    server = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  /** A server that gives each of its answers once, and the last one from then on. */
  async function served(...answers: RequestListener[]): Promise<string> {
    const last = answers.at(-1);
    const given = await serve((request, response) => {
      requests.push(request.headers.range);
      (answers.shift() ?? last)?.(request, response);
    });
    server = given.server;
    return `${given.url}/file`;
  }

  function downloads(): Downloads {
    return new Downloads(folder, [0, 0]);
  }

  function get(url: string, expected = sha256, signal?: AbortSignal): Promise<string> {
    const progress = (message: string) => messages.push(message);
    return downloads().file(url, expected, { progress, ...(signal === undefined ? {} : { signal }) });
  }

  it("takes a file whose checksum is the pinned one, keeps it under that, and tells how much came", async () => {
    const seen: unknown[] = [];
    const options = { progress: () => undefined, onBytes: (...bytes: unknown[]) => seen.push(bytes) };
    const path = await downloads().file(await served(whole), sha256, options);
    expect(path).toBe(join(folder, sha256));
    expect(readFileSync(path)).toEqual(content);
    expect(readdirSync(folder)).toEqual([sha256]);
    expect(seen.at(-1)).toEqual([content.length, content.length]);
    expect(messages).toEqual([]);
  });

  it("asks for nothing that is there already, and does not trust what has changed since", async () => {
    const url = await served(whole);
    await get(url);
    await get(url);
    expect(requests).toEqual([undefined]);
    writeFileSync(join(folder, sha256), "cut by a power loss");
    expect(readFileSync(await get(url))).toEqual(content);
    expect(requests).toEqual([undefined, undefined]);
  });

  it("asks once for what two want at the same time", async () => {
    const [url, shared] = [await served(whole), downloads()];
    const options = { progress: () => undefined };
    const paths = await Promise.all([shared.file(url, sha256, options), shared.file(url, sha256, options)]);
    expect(paths).toEqual([join(folder, sha256), join(folder, sha256)]);
    expect(requests).toEqual([undefined]);
  });

  it.each([
    ["busy", status(503), "file: status 503; next try in 0 s"],
    ["busy for this client", status(429), "file: status 429; next try in 0 s"],
    ["reset before an answer", reset, expect.stringMatching(/^file: .*; next try in 0 s$/)],
  ])("tries again after an answer that is %s, and says so", async (_case, fault, message) => {
    expect(readFileSync(await get(await served(fault, fault, whole)))).toEqual(content);
    expect(messages).toEqual([message, message]);
  });

  it("resumes where it was cut", async () => {
    expect(readFileSync(await get(await served(cutAt(100), cutAt(5000), rest)))).toEqual(content);
    expect(requests).toEqual([undefined, "bytes=100-", "bytes=5000-"]);
  });

  it("takes all of it again from a server that knows no ranges", async () => {
    expect(readFileSync(await get(await served(cutAt(100), whole)))).toEqual(content);
  });

  it("resumes what an earlier process left, and adopts it", async () => {
    writeFileSync(join(folder, `${sha256}.partial-999999999`), content.subarray(0, 300));
    expect(readFileSync(await get(await served(rest)))).toEqual(content);
    expect(requests).toEqual(["bytes=300-"]);
    expect(readdirSync(folder)).toEqual([sha256]);
  });

  it.each([
    ["that is whole", content, []],
    [
      "that is longer than the file",
      Buffer.concat([content, content]),
      [`bytes=${content.length * 2}-`, undefined],
    ],
    ["of another file", Buffer.from("x".repeat(300)), ["bytes=300-", undefined]],
  ])("is right after a left piece %s", async (_case, piece, asked) => {
    writeFileSync(join(folder, `${sha256}.partial-999999999`), piece);
    expect(readFileSync(await get(await served(rest)))).toEqual(content);
    expect(requests).toEqual(asked);
  });

  it("gives up after three tries, with the last reason, and keeps the piece for the next time", async () => {
    const failed = get(await served(cutAt(100), status(500)));
    await expect(failed).rejects.toThrow(DownloadError);
    await expect(failed).rejects.toThrow("status 500");
    expect(requests).toHaveLength(3);
    expect(readdirSync(folder)).toEqual([`${sha256}.partial-${process.pid}`]);
  });

  it("does not try again what is not there", async () => {
    await expect(get(await served(status(404)))).rejects.toMatchObject({ why: "status 404", passing: false });
    expect(requests).toHaveLength(1);
    expect(messages).toEqual([]);
  });

  it("says that nobody answers", async () => {
    const failed = get(`${await refusingUrl()}/file`);
    await expect(failed).rejects.toThrow(DownloadError);
    await expect(failed).rejects.toThrow("ECONNREFUSED");
  });

  it("refuses another file than the pinned one at once, naming both, and keeps nothing of it", async () => {
    const url = await served(whole);
    const failed = get(url, other);
    await expect(failed).rejects.toThrow(ProblemsError);
    await expect(failed).rejects.toMatchObject({
      problems: [{ key: url, value: `SHA-256 ${sha256}`, rule: `toolchain/checksums.json pins ${other}` }],
    });
    expect(requests).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("ends with the caller's reason when it is interrupted", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(get(await served(whole), sha256, signal)).rejects.toThrow("enough");
  });

  it("says that the disk is full, instead of blaming the network", async () => {
    symlinkSync("/dev/full", join(folder, `${sha256}.partial-${process.pid}`));
    await expect(get(await served(whole))).rejects.toMatchObject({
      problems: [{ key: folder, value: "ENOSPC" }],
    });
    expect(messages).toEqual([]);
  });

  it("leaves nothing once its files are in use, but another process's piece", async () => {
    const [url, shared] = [await served(whole), downloads()];
    await shared.file(url, sha256, { progress: () => undefined });
    writeFileSync(join(folder, `${sha256}.partial-999999999`), "left");
    writeFileSync(join(folder, `${sha256}.partial-1`), "another's");
    await shared.clear();
    expect(readdirSync(folder)).toEqual([`${sha256}.partial-1`]);
    rmSync(join(folder, `${sha256}.partial-1`));
    await shared.clear();
    expect(existsSync(folder)).toBe(false);
  });
});

const whole: RequestListener = (_request, response) => response.end(content);

function status(code: number): RequestListener {
  return (_request, response) => response.writeHead(code).end("not here");
}

function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}

/** Ends the connection when it has sent the file up to `end`. */
function cutAt(end: number): RequestListener {
  return (request, response) => {
    const start = startOf(request);
    response.writeHead(start > 0 ? 206 : 200, { "content-length": content.length - start });
    response.write(content.subarray(start, end), () => setTimeout(() => response.destroy(), 50));
  };
}

/** What the request's range asks for. */
const rest: RequestListener = (request, response) => {
  const start = startOf(request);
  if (start >= content.length) response.writeHead(416).end();
  else response.writeHead(start > 0 ? 206 : 200).end(content.subarray(start));
};

function startOf(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "bytes=0-")?.[1]);
}
