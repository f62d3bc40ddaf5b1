import { timeFactor } from "../../../system/deadline";
import { Terminal } from "./terminal";
import { GOOD_BYE, INTERRUPT, saidBy, type Said, type Script } from "./script";

/** A shell that has been started, as ACI's exec tells it. */
export interface ShellAddress {
  readonly webSocketUri: string;
  /** The first message; a secret. */
  readonly password: string;
}

/** Milliseconds for a shell to show its prompt, without which one goes on all the same. */
const PROMPT = 2000;
/** Milliseconds for a shell to end once it is told to. */
const FAREWELL = 5000;

/**
 * Types `script` into the shell at `address` and resolves with what it said. Whatever ends this early ends what runs there.
 * @param seconds on an ordinary machine
 * @throws when the connection ends before the script or the time is over, with what the terminal showed last; the signal's
 * reason when aborted.
 */
export async function runScript(
  address: ShellAddress,
  script: Script,
  seconds: number,
  signal: AbortSignal,
): Promise<Said> {
  signal.throwIfAborted();
  const limit = seconds * timeFactor();
  const deadline = AbortSignal.timeout(limit * 1000);
  const either = AbortSignal.any([signal, deadline]);
  const terminal = await Terminal.open(address.webSocketUri, either);
  try {
    await terminal.type(address.password);
    await promptOf(terminal, either);
    return await typeAll(terminal, script, either);
  } catch (error) {
    await terminal.interrupt(INTERRUPT);
    signal.throwIfAborted();
    const why = deadline.aborted ? `not done after ${limit} s` : (error as Error).message;
    throw new Error(`${why}; its terminal showed last: ${tail(terminal.output)}`, { cause: error });
  } finally {
    await terminal.close(GOOD_BYE, FAREWELL);
  }
}

async function typeAll(terminal: Terminal, script: Script, signal: AbortSignal): Promise<Said> {
  await terminal.type(script.order);
  await terminal.until(holds(script.ready), signal);
  await terminal.type(script.plan);
  let said: Said | undefined;
  const ended = holds(script.end);
  await terminal.until((output) => ended(output) && (said = saidBy(output, script)) !== undefined, signal);
  if (said === undefined) throw new Error("what ended has not been told");
  return said;
}

/** Whether `mark` is in a text that grows: what has been looked through is not looked through again. */
function holds(mark: string): (text: string) => boolean {
  let from = 0;
  return (text) => {
    const at = text.indexOf(mark, from);
    from = at < 0 ? Math.max(0, text.length - mark.length) : at;
    return at >= 0;
  };
}

async function promptOf(terminal: Terminal, signal: AbortSignal): Promise<void> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PROMPT)]);
  try {
    await terminal.until((output) => output !== "", patience);
  } catch (error) {
    if (signal.aborted || !patience.aborted) throw error;
  }
}

/** Control sequences and all but the last few lines say nothing to people. */
function tail(output: string): string {
  const plain = output.replaceAll(/\u001b\[[\d;?]*[A-Za-z]|[\u0000-\u0009\u000b-\u001f]/g, "");
  return plain.trim().split("\n").slice(-5).join(" / ").slice(-500) || "nothing";
}
