import { CommanderError } from "commander";
import { renderError } from "./errors";
import { exitCodeFor, exitCodes } from "./exitCodes";
import { labCommand } from "./program";
import { lookBehindOwnFolder } from "./ownFolder";
import type { VerbModule } from "./verbs";

async function main(): Promise<void> {
  lookBehindOwnFolder();
  try {
    await labCommand(loadVerb).parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

function loadVerb(name: string): VerbModule {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- start-up time: only the verb called is loaded
  return require(`./verbs/${name}`) as VerbModule;
}

/** Tells the user of `error` and returns the exit code that stands for it. */
function report(error: unknown): number {
  // Commander has printed its own by now; its zero stands for --help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usersProblem;
  const debug = (process.env.LAB_DEBUG ?? "") !== "";
  process.stderr.write(`${renderError(error, debug)}\n`);
  return exitCodeFor(error);
}

void main();
