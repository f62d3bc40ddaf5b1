import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { livingHolder } from "../local/holder/life";
import { run } from "../system/command";
import { cacheDirectory, stateDirectory } from "../system/paths";
import { refuse } from "../system/problems";
import { columns } from "./columns";

/**
 * Removes the caches after showing their sizes and asking, unless told not to ask.
 * @throws ProblemsError while a lab is up, whose nodes stand on them, and when there is nobody to ask.
 */
export async function cleanCaches(unasked: boolean): Promise<void> {
  const cache = cacheDirectory();
  if (!existsSync(cache)) {
    console.log(`There is nothing in ${cache}.`);
    return;
  }
  refuseWhileUp();
  console.log(columns(await sizesIn(cache)).join("\n"));
  if (!unasked && !(await agreed(`Remove ${cache}?`))) return;
  rmSync(cache, { recursive: true, force: true });
  console.log(`Removed ${cache}.`);
}

function refuseWhileUp(): void {
  const labs = join(stateDirectory(), "labs");
  const living = (existsSync(labs) ? readdirSync(labs) : []).filter(
    (name) => livingHolder(name) !== undefined,
  );
  refuse(
    living.map((name) => ({
      key: "lab",
      value: name,
      rule: "is up and uses the caches",
      wayOut: `Take it down first: \`npx lab down --stack ${name}\``,
    })),
  );
}

async function sizesIn(folder: string): Promise<string[][]> {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  if (paths.length === 0) return [["empty", folder]];
  const lines = (await run(["du", "--summarize", "--total", "--block-size=1M", ...paths])).split("\n");
  return lines.map((line) => {
    const [megabytes = "", path = ""] = line.split("\t");
    return [`${megabytes.padStart(6)} MB`, path];
  });
}

async function agreed(question: string): Promise<boolean> {
  refuse(
    process.stdin.isTTY
      ? []
      : [
          {
            key: "--yes",
            value: "not given",
            rule: "there is no terminal to ask on",
            wayOut: "Give it to remove the caches without being asked",
          },
        ],
  );
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
