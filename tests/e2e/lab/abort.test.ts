import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, failedStartLogs, type CreateOptions } from "../../../local/cluster";
import { run } from "../../../system/command";
import { labDirectory } from "../../../system/paths";
import { spec } from "../../local/spec.fixture";

const state = mkdtempSync(join(tmpdir(), "lab-abort-"));
const before = process.env.LAB_STATE;

beforeAll(() => {
  process.env.LAB_STATE = state;
});

afterAll(() => {
  if (before === undefined) delete process.env.LAB_STATE;
  else process.env.LAB_STATE = before;
  rmSync(state, { recursive: true });
});

/** Processes that have the lab's folder in their command line. */
async function processesOfTheLab(): Promise<string[]> {
  const all = await run(["ps", "-eo", "pid,args", "--no-headers", "--width", "1000"]);
  return all.split("\n").filter((line) => line.includes(state));
}

// Before it begins, in each of the steps before the hand-over (which take about half a second), and after.
test.each([0, 1, 20, 50, 100, 150, 200, 300, 400, 600, 1000, 2000])(
  "a start that is aborted after %i ms ends at once and leaves nothing but logs",
  async (milliseconds) => {
    const abort = new AbortController();
    const reason = new Error("no longer wanted");
    if (milliseconds === 0) abort.abort(reason);
    else {
      setTimeout(() => {
        abort.abort(reason);
      }, milliseconds);
    }
    const options: CreateOptions = { progress: () => undefined, signal: abort.signal };
    const begun = performance.now();
    await expect(create({ ...spec, apiServerPort: 0 }, options)).rejects.toBe(reason);
    // Without a look at the signal it would take the five to ten seconds of a start.
    expect(performance.now() - begun).toBeLessThan(milliseconds + 4000);
    expect(existsSync(labDirectory(spec.name))).toBe(false);
    expect(await processesOfTheLab()).toEqual([]);
    rmSync(failedStartLogs(spec.name), { recursive: true, force: true });
    expect(readdirSync(state).filter((name) => !["failed-starts", "labs"].includes(name))).toEqual([]);
  },
  30_000,
);
