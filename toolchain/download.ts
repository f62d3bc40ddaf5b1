import { createHash, type Hash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { basename } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { timeFactor } from "../system/deadline";
import { ProblemsError } from "../system/problems";

/** A download that could not be had; building from source is the other way to the same programs. */
export class DownloadError extends Error {
  constructor(url: string, why: string, cause?: unknown) {
    super(`${url}: ${why}`, { cause });
    this.name = "DownloadError";
  }
}

export interface DownloadOptions {
  /** Hears how much has come: bytes so far, and in all where the server says so. */
  readonly onBytes?: (soFar: number, total: number | undefined) => void;
  readonly signal?: AbortSignal;
}

/** Seconds without a byte after which a download is given up. */
const STALL_SECONDS = 20;

/**
 * Downloads `url` into the file `destination` and compares it with the publisher's checksum.
 * @throws DownloadError when it can't be had whole; ProblemsError when it is not what the publisher's checksum says.
 */
export async function download(
  url: string,
  destination: string,
  expectedSha256: string,
  options: DownloadOptions = {},
): Promise<void> {
  const hash = createHash("sha256");
  await fetched(url, options, async (body, watchdog, total) => {
    const count = counter(hash, watchdog, (soFar) => options.onBytes?.(soFar, total));
    await pipeline(body, count, createWriteStream(destination), { signal: watchdog.signal });
  });
  const seen = hash.digest("hex");
  if (seen !== expectedSha256) throw notThePublishers(url, expectedSha256, seen);
}

/** The SHA-256 of `file` as the publisher's list at `url` has it. @throws DownloadError when there is none. */
export async function publishedChecksum(url: string, file: string, signal?: AbortSignal): Promise<string> {
  let text = "";
  await fetched(url, signal === undefined ? {} : { signal }, async (body, watchdog) => {
    for await (const chunk of body) {
      watchdog.feed();
      text += String(chunk);
    }
  });
  const checksum = findChecksum(text, basename(file));
  if (checksum === undefined) throw new DownloadError(url, `lists no SHA-256 for ${basename(file)}`);
  return checksum;
}

/** Reads what `sha256sum` writes (`HEX  name` or `HEX *name`), or a file of nothing but the checksum. */
export function findChecksum(list: string, file: string): string | undefined {
  for (const line of list.split("\n")) {
    const [, checksum, name] = /^([0-9a-f]{64})(?:\s+\*?(\S+))?\s*$/i.exec(line) ?? [];
    if (checksum !== undefined && (name === undefined || basename(name) === file))
      return checksum.toLowerCase();
  }
  return undefined;
}

type Consume = (body: Readable, watchdog: Watchdog, total: number | undefined) => Promise<void>;

async function fetched(url: string, { signal }: DownloadOptions, consume: Consume): Promise<void> {
  const watchdog = new Watchdog(signal);
  try {
    const response = await fetch(url, { signal: watchdog.signal });
    if (!response.ok || response.body === null) throw new DownloadError(url, `status ${response.status}`);
    const length = response.headers.get("content-length");
    const body = Readable.fromWeb(response.body as ReadableStream);
    await consume(body, watchdog, length === null ? undefined : Number(length));
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof DownloadError) throw error;
    throw new DownloadError(url, reason(error, watchdog), error);
  } finally {
    watchdog.stop();
  }
}

function reason(error: unknown, watchdog: Watchdog): string {
  if (watchdog.signal.aborted) return `nothing came for ${STALL_SECONDS * timeFactor()} s`;
  // fetch itself only says "fetch failed".
  const { message, cause } = error as {
    readonly message: string;
    readonly cause?: { readonly message?: string };
  };
  return cause?.message ?? message;
}

/** Aborts when it is not fed for a while, or when `outer` does. */
class Watchdog {
  readonly #controller = new AbortController();
  readonly signal: AbortSignal;
  #timer: NodeJS.Timeout | undefined;

  constructor(outer: AbortSignal | undefined) {
    this.signal =
      outer === undefined ? this.#controller.signal : AbortSignal.any([outer, this.#controller.signal]);
    this.feed();
  }

  feed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#controller.abort();
      },
      STALL_SECONDS * timeFactor() * 1000,
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

function counter(hash: Hash, watchdog: Watchdog, onBytes: (soFar: number) => void): Transform {
  let soFar = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      watchdog.feed();
      hash.update(chunk);
      soFar += chunk.length;
      onBytes(soFar);
      done(null, chunk);
    },
  });
}

function notThePublishers(url: string, expected: string, seen: string): ProblemsError {
  return new ProblemsError([
    {
      key: url,
      value: `SHA-256 ${seen}`,
      rule: `the publisher's checksum is ${expected}`,
      wayOut:
        "Try again; if it stays, something between here and the publisher changes files: find out what before going on",
    },
  ]);
}
