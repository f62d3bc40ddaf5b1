import { inParallel } from "../../system/inParallel";

describe("inParallel", () => {
  it("does everything in order, and never more at a time than it may", async () => {
    const begun: number[] = [];
    let now = 0;
    let most = 0;
    await inParallel(2, [1, 2, 3, 4, 5], async (item) => {
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
    const work = inParallel(2, ["fails", "goes on", "never"], async (item, signal) => {
      events.push(item);
      if (item === "fails") {
        await tick();
        throw new Error("the first");
      }
      await aborted(signal);
      events.push("told to end");
      throw new Error("the second");
    });
    await expect(work).rejects.toThrow("the first");
    expect(events).toEqual(["fails", "goes on", "told to end"]);
  });

  it("ends with the caller's reason", async () => {
    const outer = new AbortController();
    const work = inParallel(
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
