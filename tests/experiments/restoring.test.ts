import { restoring } from "../../experiments/restoring";
import type { Stack } from "../../experiments/stack";

/** Whatever a program may throw, errors or not. */
const fails = (error: unknown) => jest.fn<Promise<never>, []>().mockRejectedValue(error);

/** A stack that keeps a log and can be let fail. */
function stack(log: string[], failure?: unknown): Stack {
  return {
    set: () => {
      throw new Error("nobody is to set anything here");
    },
    restore: () => {
      log.push("restored");
      return failure === undefined ? Promise.resolve() : fails(failure)();
    },
  };
}

describe("restoring", () => {
  test("follows the work and hands its value on", async () => {
    const log: string[] = [];
    const work = async () => {
      await Promise.resolve();
      log.push("worked");
      return 7;
    };
    await expect(restoring(stack(log), (message) => log.push(message), work)).resolves.toBe(7);
    expect(log).toEqual(["worked", "restoring the stack's settings", "restored"]);
  });

  test.each<[string, unknown]>([
    ["an error", new Error("work failed")],
    ["an abort", AbortSignal.abort().reason],
    ["nothing at all", undefined],
  ])("follows work that fails with %s, and that is what is thrown", async (_name, error) => {
    const log: string[] = [];
    await expect(restoring(stack(log), () => undefined, fails(error))).rejects.toBe(error);
    expect(log).toEqual(["restored"]);
  });

  test("that fails is told, though the work was done", async () => {
    const error = new Error("the engine is gone");
    const done = restoring(
      stack([], error),
      () => undefined,
      () => Promise.resolve(7),
    );
    await expect(done).rejects.toBe(error);
  });

  test("that fails after work that failed hides neither", async () => {
    const both = [new Error("work failed"), "the engine is gone"];
    const error: unknown = await restoring(stack([], both[1]), () => undefined, fails(both[0])).catch(
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(AggregateError);
    expect(error).toMatchObject({
      errors: both,
      message: "work failed\nAnd what the experiments had set could not be restored: the engine is gone",
    });
  });
});
