import { duration, withHeartbeat } from "../../system/heartbeat";

describe("withHeartbeat", () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it("tells every few seconds how it goes, as long as there is something to tell, and ends with the work", async () => {
    const told: string[] = [];
    let state = "";
    let finish: (value: string) => void = () => undefined;
    const work = new Promise<string>((resolve) => {
      finish = resolve;
    });
    const beating = withHeartbeat(
      (message) => told.push(message),
      () => state,
      () => work,
    );
    await jest.advanceTimersByTimeAsync(5000);
    expect(told).toEqual([]);
    state = "half done";
    await jest.advanceTimersByTimeAsync(5000);
    expect(told).toEqual(["half done"]);
    finish("result");
    await expect(beating).resolves.toBe("result");
    await jest.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual(["half done"]);
  });

  it("ends with work that fails", async () => {
    const told: string[] = [];
    const failed = withHeartbeat(
      (message) => told.push(message),
      () => "still here",
      () => Promise.reject(new Error("no")),
    );
    await expect(failed).rejects.toThrow("no");
    await jest.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([]);
  });
});

describe("duration", () => {
  it.each([
    [400, "0 s"],
    [48_200, "48 s"],
    [59_600, "1 min 0 s"],
    [125_000, "2 min 5 s"],
  ])("%i ms: %s", (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });
});
