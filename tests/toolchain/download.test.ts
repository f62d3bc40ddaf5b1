import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProblemsError } from "../../system/problems";
import { download, DownloadError, findChecksum, publishedChecksum } from "../../toolchain/download";
import { close, refusingUrl, serve } from "./loopback";

const content = "the program".repeat(1000);
const sha256 = createHash("sha256").update(content).digest("hex");
const other = "0".repeat(64);

describe("download", () => {
  let folder: string;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "lab-download-"));
    ({ server, url } = await serve((request, response) => {
      if (request.url === "/good") response.end(content);
      else if (request.url === "/sums") response.end(`${sha256}  ./good\n${other}  other\n`);
      else if (request.url === "/cut") {
        response.writeHead(200, { "content-length": content.length });
        response.write(content.slice(0, 100), () => response.destroy());
      } else response.writeHead(404).end("not here");
    }));
  });

  afterAll(async () => {
    await close(server);
    rmSync(folder, { recursive: true });
  });

  it("takes a file whose checksum is the publisher's, and tells how much came", async () => {
    const seen: unknown[] = [];
    const destination = join(folder, "good");
    await download(`${url}/good`, destination, sha256, { onBytes: (...bytes) => seen.push(bytes) });
    expect(readFileSync(destination, "utf8")).toBe(content);
    expect(seen.at(-1)).toEqual([content.length, content.length]);
  });

  it("refuses a file with another checksum, naming it, what was expected and what was seen", async () => {
    const failed = download(`${url}/good`, join(folder, "bad"), other);
    await expect(failed).rejects.toThrow(ProblemsError);
    await expect(failed).rejects.toMatchObject({
      problems: [
        {
          key: `${url}/good`,
          value: `SHA-256 ${sha256}`,
          rule: `the publisher's checksum is ${other}`,
        },
      ],
    });
  });

  it.each([
    ["is not there", "/missing", "status 404"],
    ["is cut off in the middle", "/cut", ""],
  ])("says that a file %s", async (_case, path, why) => {
    const failed = download(`${url}${path}`, join(folder, "never"), sha256);
    await expect(failed).rejects.toThrow(DownloadError);
    await expect(failed).rejects.toThrow(why);
  });

  it("says that nobody answers", async () => {
    const failed = download(`${await refusingUrl()}/good`, join(folder, "never"), sha256);
    await expect(failed).rejects.toThrow(DownloadError);
    await expect(failed).rejects.toThrow("ECONNREFUSED");
  });

  it("ends with the caller's reason when it is interrupted", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(download(`${url}/good`, join(folder, "never"), sha256, { signal })).rejects.toThrow(
      "enough",
    );
  });

  it("finds a file's checksum in its publisher's list", async () => {
    await expect(publishedChecksum(`${url}/sums`, "release/v1/good")).resolves.toBe(sha256);
  });

  it("can't have a file that the publisher's list does not name", async () => {
    await expect(publishedChecksum(`${url}/sums`, "unknown")).rejects.toThrow("lists no SHA-256 for unknown");
  });
});

describe("findChecksum", () => {
  it.each([
    ["nothing but the checksum", sha256, sha256],
    ["a newline after it", `${sha256}\n`, sha256],
    ["text mode", `${other}  a\n${sha256}  file\n`, sha256],
    ["binary mode", `${sha256} *file\n`, sha256],
    ["a folder before the name", `${sha256}  dist/file\n`, sha256],
    ["upper case", `${sha256.toUpperCase()}  file\n`, sha256],
    ["only others", `${other}  a\n`, undefined],
    ["a name that ends alike", `${other}  my-file\n`, undefined],
    ["a page instead of a list", "<html>welcome</html>", undefined],
    ["a checksum of another kind", `${sha256}${sha256}  file\n`, undefined],
  ])("%s", (_case, list, expected) => {
    expect(findChecksum(list, "file")).toBe(expected);
  });
});
