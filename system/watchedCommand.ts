import { createInterface } from "node:readline";
import { execa, type ExecaError } from "execa";
import { CommandError, type CommandOptions } from "./command";

/** How long an interrupted program may take to clean up. */
const SECONDS_TO_END = 10;

/**
 * Runs a program to its end and hands every line of its two outputs to `onLine` as it comes. Ended early by the signal, it
 * gets the interrupt a terminal would send, so that it can clean up, and is waited for.
 * @throws CommandError as `run` does; the signal's reason when aborted.
 */
export async function watch(
  argv: readonly string[],
  onLine: (line: string) => void,
  { input, env, cwd, signal }: Omit<CommandOptions, "seconds" | "apart"> = {},
): Promise<void> {
  const [program, ...args] = argv;
  if (program === undefined) throw new Error("watch() needs a program");
  signal?.throwIfAborted();
  const child = execa(program, args, {
    ...(input === undefined ? { stdin: "ignore" as const } : { input }),
    ...(env === undefined ? {} : { env }),
    ...(cwd === undefined ? {} : { cwd }),
  });
  for (const output of [child.stdout, child.stderr]) {
    if (output !== null) createInterface({ input: output }).on("line", onLine);
  }
  let patience: NodeJS.Timeout | undefined;
  const interrupt = () => {
    child.kill("SIGINT");
    patience = setTimeout(() => child.kill("SIGKILL"), SECONDS_TO_END * 1000);
  };
  signal?.addEventListener("abort", interrupt);
  try {
    await child;
    signal?.throwIfAborted();
  } catch (error) {
    signal?.throwIfAborted();
    throw new CommandError(error as ExecaError);
  } finally {
    signal?.removeEventListener("abort", interrupt);
    clearTimeout(patience);
  }
}
