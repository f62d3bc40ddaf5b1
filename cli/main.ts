import { CommanderError } from "commander";
import { renderError } from "./errors";
import { exitCodeFor, exitCodes } from "./exitCodes";
import { labCommand } from "./program";
import { lookBehindOwnFolder } from "./ownFolder";
import { directToLoopback } from "../system/proxy";
import type { VerbModule } from "./verbs";

async function main(): Promise<void> {
  outliveReaders();
  lookBehindOwnFolder();
  // Programs that this one starts, pulumi and kubectl among them, speak to one another over 127.0.0.1.
  Object.assign(process.env, directToLoopback(process.env));
  try {
    await labCommand(loadVerb).parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** Whoever reads no further, as `head` does, must not keep a lab from being taken down. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
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
