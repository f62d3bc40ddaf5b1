import { execa } from "execa";
import type { Sending } from "../target";
import { parseRecord, planLine } from "./plan";
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
    return inOrder(sending.ids, stdout.split("\n").filter(Boolean).map(parseRecord));
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", letGo);
  }
}

function inOrder(ids: readonly string[], records: readonly SentRequest[]): SentRequest[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  return ids.map((id) => {
    const record = byId.get(id);
    if (record === undefined) throw new Error(`the sender told nothing of request ${id}`);
    return record;
  });
}
