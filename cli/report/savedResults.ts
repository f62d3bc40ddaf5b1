import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { RunResult } from "../../experiments/result";
import { stateDirectory } from "../../system/paths";
import { ProblemsError } from "../../system/problems";
import { stackFlag } from "../../system/stackFlag";

/** Of older runs the results go when there are more. */
const KEPT = 20;

/** Keeps what came of a run of `stack`, for its owner only, so that it can be drawn afterwards. */
export function saveResult(stack: string, result: RunResult): void {
  const folder = resultsDirectory(stack);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${result.run}.json`);
  // A run that is looked for while it is written is not half there.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(result), { mode: 0o600 });
  renameSync(unfinished, file);
  for (const old of savedRuns(stack).slice(KEPT)) {
    for (const kind of ["json", "html"]) rmSync(join(folder, `${old}.${kind}`), { force: true });
  }
}

/** Where the results of `stack` are, and pages made of them: beside the labs, as they outlive them. */
export function resultsDirectory(stack: string): string {
  return join(stateDirectory(), "results", stack);
}

/**
 * What came of the run of that name, or else of the last one.
 * @throws ProblemsError when there is none, or when another version of this lab wrote it.
 */
export function savedResult(stack: string, run?: string): RunResult {
  const runs = savedRuns(stack);
  const flag = stackFlag(stack);
  const [last] = runs;
  if (last === undefined) {
    const wayOut = `Make one with \`npx lab walk${flag}\` while the lab is up`;
    throw new ProblemsError([
      { key: "run", value: "none saved", rule: `lab "${stack}" has no result`, wayOut },
    ]);
  }
  if (run !== undefined && !runs.includes(run)) {
    const wayOut = `There are ${runs.join(", ")}; the first is the newest`;
    throw new ProblemsError([
      { key: "--run", value: run, rule: `is no saved run of lab "${stack}"`, wayOut },
    ]);
  }
  return readResult(join(resultsDirectory(stack), `${run ?? last}.json`), `npx lab walk${flag}`);
}

/** The names of the saved runs, the newest first. */
function savedRuns(stack: string): readonly string[] {
  const folder = resultsDirectory(stack);
  return filesIn(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => ({ run: basename(file, ".json"), at: statSync(join(folder, file)).mtimeMs }))
    .sort((a, b) => b.at - a.at)
    .map(({ run }) => run);
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function readResult(file: string, again: string): RunResult {
  const result = JSON.parse(readFileSync(file, "utf8")) as Partial<RunResult>;
  if (result.version === 1 && result.experiments?.every(({ steps }) => Array.isArray(steps)) === true)
    return result as RunResult;
  const rule = "another version of the lab wrote it";
  throw new ProblemsError([{ key: "run", value: file, rule, wayOut: `Run again: \`${again}\`` }]);
}
