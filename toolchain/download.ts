import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, rename, rm, rmdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { adoptLeftover, leftoversOf } from "../system/partial";
import { ProblemsError } from "../system/problems";
import type { Progress } from "../system/progress";
import { addRest, DownloadError, sizeOf, type TransferOptions } from "./transfer";

export interface DownloadOptions extends TransferOptions {
  /** Hears why a try failed and that another one comes. */
  readonly progress: Progress;
}

/** Seconds before the second try and the third. */
const PAUSES = [1, 4];

/** Files that were downloaded and verified, in a folder that outlives this process. */
export class Downloads {
  readonly #running = new Map<string, Promise<string>>();

  /** @param folder holds each file under its SHA-256, and pieces of files that did not come whole. */
  constructor(
    readonly folder: string,
    private readonly pauses: readonly number[] = PAUSES,
  ) {}

  /**
   * The path of the file with this SHA-256, downloaded from `url` unless it is there. Whoever asks for it meanwhile gets the same.
   * @throws DownloadError when it can't be had whole after three tries; what came of it stays for the next time. ProblemsError when
   * it is another file than the one that is pinned; nothing is kept of that.
   */
  file(url: string, sha256: string, options: DownloadOptions): Promise<string> {
    const running = this.#running.get(sha256) ?? this.#have(url, sha256, options);
    this.#running.set(sha256, running);
    return running;
  }

  /** Removes the files that were asked for, once their programs are in place, and ended processes' pieces of them. */
  async clear(): Promise<void> {
    for (const sha256 of this.#running.keys()) {
      const whole = join(this.folder, sha256);
      for (const file of [whole, ...leftoversOf(whole)]) await rm(file, { force: true });
    }
    // Only when it is empty: another process may be downloading something else.
    await rmdir(this.folder).catch(() => undefined);
  }

  async #have(url: string, sha256: string, options: DownloadOptions): Promise<string> {
    const whole = join(this.folder, sha256);
    if (existsSync(whole) && (await sha256Of(whole)) === sha256) return whole;
    await mkdir(this.folder, { recursive: true });
    const piece = await adoptLeftover(whole);
    await this.#complete(url, piece, sha256, options);
    await rename(piece, whole);
    return whole;
  }

  /** Tries until `piece` is the whole file. */
  async #complete(url: string, piece: string, sha256: string, options: DownloadOptions): Promise<void> {
    if (sizeOf(piece) > 0 && (await sha256Of(piece)) === sha256) return;
    for (let failures = 0; ; failures++) {
      const resumed = sizeOf(piece) > 0;
      try {
        await addRest(url, piece, options);
        const seen = await sha256Of(piece);
        if (seen === sha256) return;
        await rm(piece);
        // The piece that was there may have been damaged, or the beginning of another file.
        if (!resumed) throw notThePinned(url, sha256, seen);
        options.progress(`${basename(url)}: its pieces do not fit together, starting it anew`);
      } catch (error) {
        const pause = this.pauses[failures];
        if (!(error instanceof DownloadError) || !error.passing || pause === undefined) throw error;
        options.progress(`${basename(url)}: ${error.why}; next try in ${pause} s`);
        // An aborted pause has a reason of its own.
        await sleep(pause * 1000, undefined, { signal: options.signal }).catch(() => undefined);
        options.signal?.throwIfAborted();
      }
    }
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

function notThePinned(url: string, expected: string, seen: string): ProblemsError {
  return new ProblemsError([
    {
      key: url,
      value: `SHA-256 ${seen}`,
      rule: `toolchain/checksums.json pins ${expected}`,
      wayOut:
        "Try again; if it stays, something between here and the publisher changes files: find out what before going on",
    },
  ]);
}
