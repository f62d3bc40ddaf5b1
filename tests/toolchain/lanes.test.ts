import { buildLanes, inLanes } from "../../toolchain/lanes";

const GIB = 1024 ** 3;

describe("buildLanes", () => {
  it.each([
    ["two cores and much memory", 2, 24 * GIB, 2],
    ["many cores, where memory decides", 16, 7 * GIB, 2],
    ["little memory, where one has to do", 8, 1 * GIB, 1],
    ["plenty of both", 64, 256 * GIB, 4],
    ["one core", 1, 64 * GIB, 1],
  ])("%s", (_machine, cores, bytes, lanes) => {
    expect(buildLanes(cores, bytes)).toBe(lanes);
  });
});

describe("inLanes", () => {
  it("does everything in order, and never more at a time than there are lanes", async () => {
    const begun: number[] = [];
    let now = 0;
    let most = 0;
    await inLanes(2, [1, 2, 3, 4, 5], async (item) => {
      begun.push(item);
      most = Math.max(most, ++now);
      await tick();
      now--;
    });
    expect(begun).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  it("throws the first failure once the others have ended, and begins nothing more", async () => {
    const events: string[] = [];
    const work = inLanes(2, ["fails", "goes on", "never"], async (item, signal) => {
      events.push(item);
      if (item === "fails") throw new Error("the first");
      await aborted(signal);
      events.push("told to end");
      throw new Error("the second");
    });
    await expect(work).rejects.toThrow("the first");
    expect(events).toEqual(["fails", "goes on", "told to end"]);
  });

  it("ends with the caller's reason", async () => {
    const outer = new AbortController();
    const work = inLanes(
      1,
      [1, 2],
      async () => {
        await tick();
        outer.abort(new Error("enough"));
      },
      outer.signal,
    );
    await expect(work).rejects.toThrow("enough");
  });
});

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else {
      signal.addEventListener("abort", () => {
        resolve();
      });
    }
  });
}
