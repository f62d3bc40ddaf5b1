import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { timeFactor } from "../../system/deadline";

/** Seconds after which a pod that does not answer any more is left to itself. */
const CLOSE_SECONDS = 5;

/** Said by tshark and tcpdump while all is well, and by the way into the pod when all has been said. */
const CHATTER = [
  /^(tshark: )?(Running as user .*|Capturing on .*|cap_set_proc\(\) fail.*|)$/,
  /^tcpdump: listening on |^ \*\* \(.* MESSAGE\] |^command terminated with exit code \d+$/,
];

/** One of the capture's programs in a debug pod; it lives as long as its standard input does. */
export interface PodProgram {
  readonly stdout: Readable;
  /** Hands it a line; does nothing once it has ended. */
  write(line: string): void;
  /** Its exit code once it has ended; `null` when it could not be asked for one. */
  ended(): number | null | undefined;
  /** Resolves when it has ended, whyever. */
  readonly end: Promise<void>;
  /** What it said on standard error so far, chatter aside. */
  said(): string;
  /** Ends it in the pod and resolves when it is gone, and all that it told has been read. Never throws. */
  close(): Promise<void>;
}

/** Starts `command` in the pod that `enter` leads into. */
export function startInPod(enter: readonly string[], command: readonly string[]): PodProgram {
  const [program = "", ...args] = [...enter, ...command];
  // Detached: a signal of the terminal's would end the way into the pod before what runs there.
  const child = spawn(program, args, { stdio: "pipe", detached: true });
  let said = "";
  let code: number | null | undefined;
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.once("error", ({ message }) => (said += message));
  // Not its exit: what it said may still be under way then.
  const end = new Promise<void>((resolve) => {
    child.once("close", (exitCode) => {
      code = exitCode;
      resolve();
    });
  });
  child.stdin.on("error", () => undefined);
  return {
    stdout: child.stdout,
    write(line) {
      if (code === undefined) child.stdin.write(`${line}\n`);
    },
    ended: () => code,
    end,
    said: () =>
      said
        .split("\n")
        .filter((line) => !CHATTER.some((each) => each.test(line)))
        .join("\n"),
    async close() {
      child.stdin.end();
      const patience = setTimeout(() => child.kill(), CLOSE_SECONDS * 1000 * timeFactor());
      await end;
      clearTimeout(patience);
    },
  };
}
