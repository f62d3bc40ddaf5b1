import type { Command } from "commander";
import { foreground, type ForegroundOptions } from "./foreground";
import { withStack } from "./stackName";

/** Lets `command` take whatever stands behind it as it is, options too: they are the other program's, all but a leading `--stack`. */
export function takingAnything(command: Command): Command {
  return withStack(command).argument("[args...]").allowUnknownOption().passThroughOptions().helpOption(false);
}

/** Runs `argv` on this terminal; its exit code becomes this command's. */
export async function become(argv: readonly string[], options: ForegroundOptions = {}): Promise<void> {
  process.exitCode = await foreground(argv, options);
}
