import { spawn } from "node:child_process";
import { constants } from "node:os";
import { interruption, type InterruptedError } from "./interrupt";

export interface ForegroundOptions {
  /** The whole environment; this process's own when left out. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/**
 * Runs a program on this terminal and returns its exit code as a shell would: 128 + signal when a signal ended it.
 * Ctrl-C is the program's to handle.
 * @throws when it cannot be started; InterruptedError when a signal has come before it.
 */
export async function foreground(argv: readonly string[], options: ForegroundOptions = {}): Promise<number> {
  const [program, ...args] = argv;
  if (program === undefined) throw new Error("foreground() needs a program");
  const interrupted = interruption();
  interrupted.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: "inherit" });
    const passOn = (): void => {
      const { signal } = interrupted.reason as InterruptedError;
      // A terminal sends Ctrl-C to the child too, and two of them would end it without its cleaning up.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    interrupted.addEventListener("abort", passOn);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      interrupted.removeEventListener("abort", passOn);
      resolve(signal === null ? (code ?? 0) : 128 + constants.signals[signal]);
    });
  });
}
