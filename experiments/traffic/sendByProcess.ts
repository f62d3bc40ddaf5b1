import { execa } from "execa";
import type { Sending } from "../target";
import { planLine, recordsOf } from "./plan";
import type { SentRequest } from "./sentRequest";

/**
 * Runs the sender by `argv` and resolves with its records, in the order of `sending.ids`. The sender is ended by the end of its
 * standard input, so it stops also where `argv` is a chain of programs that pass no signal on, and when this process dies.
 * @throws when the sender fails or leaves a request untold; the signal's reason when aborted.
 */
export async function sendByProcess(
  argv: readonly string[],
  sending: Sending,
  signal: AbortSignal,
): Promise<readonly SentRequest[]> {
  signal.throwIfAborted();
  const [program = "", ...args] = argv;
  const sender = execa(program, args, { stdin: "pipe" });
  const letGo = () => sender.stdin?.end();
  signal.addEventListener("abort", letGo);
  // A sender that has ended already reads no plan; its exit code tells why.
  sender.stdin?.on("error", () => undefined);
  sender.stdin?.write(planLine(sending));
  try {
    const { stdout } = await sender;
    return recordsOf(sending.ids, stdout.split("\n").filter(Boolean));
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", letGo);
  }
}
