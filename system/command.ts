import { execa, type ExecaError, type Options } from "execa";

export interface CommandOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Seconds until the command is ended, TERM then KILL. None: as long as it takes. */
  readonly seconds?: number;
  readonly signal?: AbortSignal;
  /** In a process group of its own: a terminal's Ctrl-C does not reach it, so it comes to its end. */
  readonly apart?: boolean;
}

/**
 * Runs a program to its end and returns its standard output without the last newline.
 * @throws CommandError with the command as it can be pasted into a shell, and all that it printed.
 */
export async function run(argv: readonly string[], options: CommandOptions = {}): Promise<string> {
  const [program, ...args] = argv;
  if (program === undefined) throw new Error("run() needs a program");
  const patience = new Patience(options);
  try {
    const { stdout } = await execa(program, args, { ...execaOptions(options), ...patience.option });
    return stdout;
  } catch (error) {
    throw isExecaError(error) ? new CommandError(error, patience.exhausted) : error;
  } finally {
    patience.stop();
  }
}

/** Ends a command after its seconds. execa's own timer outlives a program that is not there, and this process with it. */
class Patience {
  readonly #over = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  readonly option: { readonly signal?: AbortSignal };

  constructor({ seconds, signal }: CommandOptions) {
    const signals = [signal, seconds === undefined ? undefined : this.#over.signal].filter(
      (given) => given !== undefined,
    );
    this.option = signals.length === 0 ? {} : { signal: AbortSignal.any(signals) };
    if (seconds === undefined) return;
    this.#timer = setTimeout(() => {
      this.#over.abort(`not done after ${seconds} s`);
    }, seconds * 1000);
  }

  /** What to say of a command that was ended; nothing of one that ended by itself. */
  get exhausted(): string | undefined {
    return this.#over.signal.reason as string | undefined;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

function execaOptions(options: CommandOptions) {
  return {
    ...(options.input === undefined ? { stdin: "ignore" as const } : { input: options.input }),
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.apart === undefined ? {} : { detached: options.apart }),
  } satisfies Options;
}

function isExecaError(error: unknown): error is ExecaError {
  return typeof error === "object" && error !== null && "escapedCommand" in error;
}

/** A program that failed: its message holds the pasteable command and its output. */
export class CommandError extends Error {
  readonly exitCode: number | undefined;
  readonly stderr: string;

  /** @param why what ended it, where it did not end by itself. */
  constructor(cause: ExecaError, why = "") {
    super([why, cause.shortMessage, cause.stderr, cause.stdout].filter(Boolean).join("\n"), { cause });
    this.name = "CommandError";
    // A program that could not be started or was ended by a signal has no exit code, whatever the type says.
    this.exitCode = cause.exitCode;
    this.stderr = cause.stderr;
  }
}
