import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StallError, whileGrowing } from "../../../local/images/stall";

describe("work that fills a folder", () => {
  let folder: string;
  let heard: number[];
  const quick = () => ({
    seconds: 1,
    every: 0.05,
    onMegabytes: (megabytes: number) => heard.push(megabytes),
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lab-stall-"));
    heard = [];
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const untilAborted = (signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        reject(new Error("the command was ended"));
      });
    });

  it("goes on as long as the folder grows, and tells how far it is", async () => {
    const work = async (signal: AbortSignal): Promise<string> => {
      for (let piece = 0; piece < 8; piece++) {
        appendFileSync(join(folder, "blob"), Buffer.alloc(1e6));
        await sleep(250);
        signal.throwIfAborted();
      }
      return "whole";
    };
    await expect(whileGrowing(folder, work, quick())).resolves.toBe("whole");
    expect(heard.at(-1)).toBeGreaterThanOrEqual(7);
  });

  it("is ended when nothing more comes, which is the reason told", async () => {
    const begun = performance.now();
    const failed = whileGrowing(folder, untilAborted, quick());
    await expect(failed).rejects.toThrow(StallError);
    await expect(failed).rejects.toThrow("no new byte for 1 s");
    expect(performance.now() - begun).toBeGreaterThan(1000);
  });

  it("fails with its own word, and is watched no longer", async () => {
    const work = () => Promise.reject(new Error("denied"));
    await expect(whileGrowing(folder, work, quick())).rejects.toThrow("denied");
    const before = heard.length;
    await sleep(200);
    expect(heard).toHaveLength(before);
  });

  it("is ended by the caller's signal", async () => {
    const signal = AbortSignal.timeout(50);
    await expect(whileGrowing(folder, untilAborted, { ...quick(), signal })).rejects.toThrow(
      "the command was ended",
    );
  });
});
