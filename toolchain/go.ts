import { CommandError, run } from "../system/command";
import type { Problem } from "../system/problems";
import { requiredGo, readPins, sourceFolder } from "./pins";
import type { ToolModule } from "./programs";

/** A Go that switches to a newer version of itself first downloads that one. */
const SECONDS_TO_SWITCH = 120;

/** What keeps this machine's Go from building `modules`; nothing when it can, or when there is nothing to build. */
export async function goProblems(modules: readonly ToolModule[], signal?: AbortSignal): Promise<Problem[]> {
  const needed = modules.map((module) => requiredGo(readPins(module).goMod)).sort(compareGo);
  const newest = needed.at(-1);
  const [first] = modules;
  if (first === undefined || newest === undefined) return [];
  const found = await goVersion(sourceFolder(first), signal);
  if (found.works && compareGo(found.version, newest) >= 0) return [];
  const brew = process.platform === "darwin" ? ", have the programs from `brew install pulumi kubectl`" : "";
  return [
    {
      key: "go",
      value: found.works ? found.version : found.why,
      rule: `building ${modules.map(({ name }) => name).join(", ")} takes Go ${newest} or newer`,
      wayOut: `Install it from https://go.dev/dl${brew}, or run \`npx lab prepare\` where the publishers' releases can be downloaded`,
    },
  ];
}

type Go =
  { readonly works: true; readonly version: string } | { readonly works: false; readonly why: string };

/** The Go that works in `folder`, such as `1.26.8`: from 1.21 on it switches to the version that go.mod wants. */
async function goVersion(folder: string, signal?: AbortSignal): Promise<Go> {
  try {
    const options = { cwd: folder, env: { GOWORK: "off" }, seconds: SECONDS_TO_SWITCH };
    const version = await run(
      ["go", "env", "GOVERSION"],
      signal === undefined ? options : { ...options, signal },
    );
    return { works: true, version: version.replace(/^go/, "") };
  } catch (error) {
    signal?.throwIfAborted();
    // Its own words tell why it does not switch.
    const said = error instanceof CommandError ? error.stderr.trim() : "";
    return { works: false, why: said === "" ? "not found on PATH" : said };
  }
}

/** Orders Go versions: `1.9` before `1.26`, `1.26rc1` as `1.26`. */
export function compareGo(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split(".").map((part) => Number.parseInt(part, 10)));
  for (let index = 0; index < 3; index++) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
