import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../../system/command";
import { watch } from "../../system/watchedCommand";

describe("watch", () => {
  it("hands over the lines of both outputs", async () => {
    const lines: string[] = [];
    await watch(["sh", "-c", "read line; echo out $line; echo err >&2"], (line) => lines.push(line), {
      input: "given\n",
    });
    expect(lines.sort()).toEqual(["err", "out given"]);
  });

  it("throws what the program said when it failed", async () => {
    const failed = watch(["sh", "-c", "echo the reason >&2; exit 3"], () => undefined);
    await expect(failed).rejects.toThrow(CommandError);
    await expect(failed).rejects.toThrow("the reason");
  });

  it("lets an interrupted program clean up, and waits until it has", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lab-watch-"));
    const cleaned = join(folder, "cleaned");
    const interruption = new AbortController();
    const script = `trap 'sleep 0.2; : >${cleaned}; exit 1' INT; echo ready; while :; do sleep 0.05; done`;
    const work = watch(
      ["sh", "-c", script],
      () => {
        interruption.abort(new Error("enough"));
      },
      { signal: interruption.signal },
    );
    await expect(work).rejects.toThrow("enough");
    expect(existsSync(cleaned)).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it("starts nothing after an interruption", async () => {
    const lines: string[] = [];
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(watch(["echo", "started"], (line) => lines.push(line), { signal })).rejects.toThrow(
      "enough",
    );
    expect(lines).toEqual([]);
  });
});
