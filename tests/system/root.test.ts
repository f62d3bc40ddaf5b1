import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepingRoot } from "../../system/root";
import { writeProgram } from "../toolchain/fakePrograms";

describe("while long work goes on", () => {
  const before = { ...process.env };
  let folder: string;
  let log: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lab-root-"));
    log = join(folder, "log");
    writeProgram(folder, "sudo", `echo "$*" >>'${log}'`);
    process.env.PATH = `${folder}:${process.env.PATH ?? ""}`;
    jest.useFakeTimers({ doNotFake: ["performance", "setTimeout", "setImmediate", "nextTick"] });
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
    process.env = { ...before };
    rmSync(folder, { recursive: true });
  });

  const calls = (): string[] => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []);

  it("sudo is asked every minute, so that it goes on asking for no password, and not after it", async () => {
    jest.spyOn(process, "getuid").mockReturnValue(1000);
    const result = await keepingRoot(async () => {
      jest.advanceTimersByTime(59_000);
      expect(calls()).toEqual([]);
      jest.advanceTimersByTime(61_000);
      const end = performance.now() + 4000;
      while (calls().length < 2 && performance.now() < end)
        await new Promise((resolve) => setImmediate(resolve));
      return "done";
    });
    expect(result).toBe("done");
    jest.advanceTimersByTime(600_000);
    expect(calls()).toEqual(["-n true", "-n true"]);
  });

  it("a machine without sudo is no failure of the work's", async () => {
    jest.spyOn(process, "getuid").mockReturnValue(1000);
    process.env.PATH = join(folder, "nothing");
    await expect(
      keepingRoot(() => {
        jest.advanceTimersByTime(60_000);
        return Promise.resolve("done");
      }),
    ).resolves.toBe("done");
  });

  it("root needs no sudo", async () => {
    jest.spyOn(process, "getuid").mockReturnValue(0);
    await keepingRoot(() => {
      jest.advanceTimersByTime(600_000);
      return Promise.resolve();
    });
    expect(calls()).toEqual([]);
  });
});
