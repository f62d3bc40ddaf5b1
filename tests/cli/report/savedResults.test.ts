import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resultsDirectory, savedResult, saveResult } from "../../../cli/report/savedResults";
import { writeTourReport } from "../../../cli/report/tourReport";
import { ProblemsError } from "../../../system/problems";
import { runOfScenes } from "../../report/scenes";

const state = process.env.LAB_STATE;
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-results-"));
  process.env.LAB_STATE = folder;
});

afterEach(() => {
  if (state === undefined) delete process.env.LAB_STATE;
  else process.env.LAB_STATE = state;
  rmSync(folder, { recursive: true });
});

const scene = { name: "one", title: "One", question: "One?", steps: [{ requests: 2 }] } as const;

/** Saves a run of that name, as if at that second. */
function save(run: string, at: number): void {
  saveResult("local", { ...runOfScenes([scene]), run });
  utimesSync(join(resultsDirectory("local"), `${run}.json`), at, at);
}

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems.map(({ wayOut }) => wayOut);
    throw error;
  }
  return [];
}

describe("saved results", () => {
  test("come back whole, the last one unless another is asked for", () => {
    save("aa", 1000);
    save("bb", 3000);
    save("cc", 2000);
    expect(savedResult("local")).toEqual({ ...runOfScenes([scene]), run: "bb" });
    expect(savedResult("local", "aa").run).toBe("aa");
  });

  test("are their owner's only", () => {
    save("aa", 1000);
    const directory = resultsDirectory("local");
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, "aa.json")).mode & 0o777).toBe(0o600);
    expect(statSync(writeTourReport("local")).mode & 0o777).toBe(0o600);
  });

  test("are kept twenty at a time, with the pages made of them", () => {
    save("first", 1);
    writeTourReport("local");
    for (let i = 0; i < 20; i++) save(`run${i}`, 100 + i);
    const kept = readdirSync(resultsDirectory("local"));
    expect(kept).toHaveLength(20);
    expect(kept.filter((file) => file.startsWith("first"))).toEqual([]);
  });

  test.each([
    ["none at all", undefined, /npx lab walk --stack other/],
    ["none of that name", "zz", /There are aa/],
    ["a name that leads elsewhere", "../local/aa", /There are aa/],
  ])("say the way out where there is %s", (_name, run, told) => {
    save("aa", 1000);
    const stack = run === undefined ? "other" : "local";
    expect(problemsOf(() => savedResult(stack, run))).toEqual([expect.stringMatching(told)]);
  });

  test("of another version are not drawn", () => {
    save("aa", 1000);
    const { version, ...rest } = runOfScenes([scene]);
    writeFileSync(
      join(resultsDirectory("local"), "aa.json"),
      JSON.stringify({ version: version + 1, ...rest }),
    );
    expect(problemsOf(() => savedResult("local"))).toEqual(["Run again: `npx lab walk`"]);
  });
});
