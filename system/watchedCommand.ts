import { createInterface } from "node:readline";
import { execa, type ExecaError } from "execa";
import { CommandError, type CommandOptions } from "./command";

/**
 * Runs a program to its end and hands every line of its two outputs to `onLine` as it comes. Ended early, it gets the
 * interrupt a terminal would send, which lets it clean up after itself.
 * @throws CommandError as `run` does.
 */
export async function watch(
  argv: readonly string[],
  onLine: (line: string) => void,
  { input, env, cwd, signal }: Omit<CommandOptions, "seconds"> = {},
): Promise<void> {
  const [program, ...args] = argv;
  if (program === undefined) throw new Error("watch() needs a program");
  const child = execa(program, args, {
    killSignal: "SIGINT",
    ...(input === undefined ? { stdin: "ignore" as const } : { input }),
    ...(env === undefined ? {} : { env }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(signal === undefined ? {} : { signal }),
  });
  for (const output of [child.stdout, child.stderr]) {
    if (output !== null) createInterface({ input: output }).on("line", onLine);
  }
  try {
    await child;
  } catch (error) {
    signal?.throwIfAborted();
    throw new CommandError(error as ExecaError);
  }
}
