import { DeadlineError, timeFactor, waitFor } from "../../system/deadline";

const what = "a bus";

afterEach(() => {
  delete process.env.LAB_TIME_FACTOR;
});

describe("waitFor", () => {
  it("returns the first thing seen", async () => {
    let looks = 0;
    await expect(
      waitFor({ what, seconds: 5, every: 1 }, () => (++looks < 3 ? undefined : looks)),
    ).resolves.toBe(3);
  });

  it("tells what it waited for and what it saw last", async () => {
    const waiting = waitFor({ what, seconds: 0.02, every: 1 }, () => {
      throw new Error("an empty street");
    });
    await expect(waiting).rejects.toThrow(/^waited 0\.02 s for a bus; last seen: an empty street/);
    await expect(waiting).rejects.toBeInstanceOf(DeadlineError);
  });

  it("throws the signal's own reason when it is aborted in a pause", async () => {
    const given = new AbortController();
    const reason = new Error("enough");
    const waiting = waitFor({ what, seconds: 60, every: 60_000, signal: given.signal }, () => undefined);
    given.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });
});

describe("timeFactor", () => {
  it.each([
    [undefined, 1],
    ["", 1],
    ["20", 20],
    ["1.5", 1.5],
  ])("of %p is %p", (given, expected) => {
    if (given !== undefined) process.env.LAB_TIME_FACTOR = given;
    expect(timeFactor()).toBe(expected);
  });

  it.each(["0", "0.5", "fast", "Infinity", "-3"])("refuses %p", (given) => {
    process.env.LAB_TIME_FACTOR = given;
    expect(timeFactor).toThrow(`LAB_TIME_FACTOR is "${given}": it must be a number of at least 1`);
  });
});
