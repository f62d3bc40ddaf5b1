import { createWriteStream, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "undici";
import { ProblemsError } from "../system/problems";
import { ask, reasonOf } from "../system/web";
import { Watchdog } from "./watchdog";

/** Hears how much of a file is there: bytes so far, and in all where the server says so. */
export type OnBytes = (soFar: number, total: number | undefined) => void;

export interface TransferOptions {
  readonly onBytes?: OnBytes;
  readonly signal?: AbortSignal;
}

/** A download that could not be had; building from source is the other way to the same programs. */
export class DownloadError extends Error {
  constructor(
    readonly url: string,
    readonly why: string,
    /** Whether the next try may succeed. */
    readonly passing: boolean,
    cause?: unknown,
  ) {
    super(`${url}: ${why}`, { cause });
    this.name = "DownloadError";
  }
}

/** Answers that ask for patience: the server is busy, or something before it. */
const PASSING = [408, 425, 429];
/** The piece that is there is no beginning of the file. */
const NO_SUCH_RANGE = 416;

/**
 * Asks once for what `piece` lacks of the file at `url`, and adds it. All of it comes again where the server knows no ranges.
 * @throws DownloadError when the rest does not come; what came of it stays. ProblemsError when there is no room for it.
 */
export async function addRest(url: string, piece: string, options: TransferOptions): Promise<void> {
  const watchdog = new Watchdog(options.signal);
  const before = sizeOf(piece);
  try {
    // Ranges are of the bytes as they are sent.
    const headers = { "accept-encoding": "identity", ...(before > 0 ? { range: `bytes=${before}-` } : {}) };
    const response = await ask(url, { headers, signal: watchdog.signal });
    if (response.status === NO_SUCH_RANGE) await rm(piece, { force: true });
    if (!response.ok) throw refused(url, response);
    await append(response, piece, response.status === 206 ? before : 0, watchdog, options.onBytes);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw failed(url, piece, error);
  } finally {
    watchdog.stop();
  }
}

/** Bytes of the file `path`; none where there is no such file. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

async function append(
  response: Response,
  piece: string,
  before: number,
  watchdog: Watchdog,
  onBytes: OnBytes | undefined,
): Promise<void> {
  const length = response.headers.get("content-length");
  const total = length === null ? undefined : before + Number(length);
  let soFar = before;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      watchdog.feed();
      soFar += chunk.length;
      onBytes?.(soFar, total);
      done(null, chunk);
    },
  });
  const body = response.body === null ? Readable.from([]) : Readable.fromWeb(response.body);
  const file = createWriteStream(piece, { flags: before > 0 ? "a" : "w" });
  await pipeline(body, count, file, { signal: watchdog.signal });
}

function refused(url: string, { status }: Response): DownloadError {
  const passing = PASSING.includes(status) || status === NO_SUCH_RANGE || status >= 500;
  return new DownloadError(url, `status ${status}`, passing);
}

function failed(url: string, piece: string, error: unknown): Error {
  if (error instanceof DownloadError || error instanceof ProblemsError) return error;
  const { syscall = "", code = "" } = error as NodeJS.ErrnoException;
  // The disk's fault is none of the network's, and a build takes more of it.
  if (["write", "open"].includes(syscall)) return noRoom(dirname(piece), code);
  return new DownloadError(url, reasonOf(error), true, error);
}

function noRoom(folder: string, code: string): ProblemsError {
  const rule = "downloads are written there";
  const wayOut = "Make room there, or set LAB_CACHE to a folder on another disk";
  return new ProblemsError([{ key: folder, value: code, rule, wayOut }]);
}
