import { CommandError, run } from "../../system/command";
import { projectDirectory } from "../../system/paths";

describe("a command", () => {
  it("returns what it printed", async () => {
    await expect(run(["sh", "-c", "echo said"], { seconds: 60 })).resolves.toBe("said");
  });

  it("is ended after its seconds, which is said with what it printed", async () => {
    const failed = run(["sh", "-c", "echo half; exec sleep 30"], { seconds: 0.3 });
    await expect(failed).rejects.toThrow(CommandError);
    await expect(failed).rejects.toThrow(/^not done after 0.3 s\n[^]*half$/);
  });

  it("is ended by the caller's signal", async () => {
    await expect(run(["sleep", "30"], { seconds: 60, signal: AbortSignal.timeout(50) })).rejects.toThrow(
      "canceled",
    );
  });

  it("that is not there keeps nobody waiting for its seconds", async () => {
    const script =
      'require("./system/command").run(["no-such-program"], { seconds: 60 }).catch(() => undefined)';
    const node = [process.execPath, "--require", "tsx/cjs", "--eval", script];
    await expect(run(node, { cwd: projectDirectory, seconds: 20 })).resolves.toBe("");
  }, 30_000);
});
