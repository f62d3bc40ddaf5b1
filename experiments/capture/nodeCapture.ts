import { createInterface } from "node:readline";
import { execa } from "execa";
import { timeFactor, waitFor } from "../../system/deadline";
import type { DebugPod } from "../cluster/debugPods";
import { captureCommand } from "./command";
import { parseLine, type CapturedLine } from "./line";

/** Milliseconds between two sendings of a marker that was not seen yet. */
const MARK_EVERY = 50;

/** Seconds after which a pod that does not answer any more is left to itself. */
const CLOSE_SECONDS = 5;

/** The capture on one node. */
export interface NodeCapture {
  readonly node: string;
  /**
   * Resolves once the packet that carries `marker` was seen: all that went by before it has been told by then, as tshark tells
   * packets in their order.
   * @throws DeadlineError; Error with tshark's own word when it has ended.
   */
  mark(marker: string, signal: AbortSignal): Promise<void>;
  /** Ends tshark in the pod and resolves when it is gone. Never throws. */
  close(): Promise<void>;
}

/** Starts the capture in `pod`; `tell` is called for each line, markers aside. */
export function captureOn(pod: DebugPod, tell: (node: string, line: CapturedLine) => void): NodeCapture {
  const { node, enter } = pod;
  const [program = "", ...args] = [...enter, ...captureCommand()];
  const tshark = execa(program, args, { stdin: "pipe", buffer: false, reject: false });
  const { stdin, stdout, stderr } = tshark;
  if (stdin === null || stdout === null || stderr === null) throw new Error("a capture needs pipes");
  const seen = new Set<string>();
  createInterface({ input: stdout }).on("line", (text) => {
    const line = parseLine(text);
    if (line.kind === "marker") seen.add(line.text);
    else tell(node, line);
  });
  let said = "";
  stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  let ended = false;
  void tshark.finally(() => (ended = true));
  stdin.on("error", () => undefined);
  return {
    node,
    async mark(marker, signal) {
      const wait = {
        what: `the capture on ${node} to see its marker`,
        seconds: 30,
        every: MARK_EVERY,
        signal,
      };
      const outcome = await waitFor(wait, () => {
        if (seen.has(marker)) return "seen";
        if (ended) return "ended";
        stdin.write(`${marker}\n`);
        return undefined;
      });
      if (outcome === "ended") throw new Error(`the capture on ${node} has ended: ${said.trim()}`);
    },
    async close() {
      stdin.end();
      const patience = setTimeout(() => tshark.kill(), CLOSE_SECONDS * 1000 * timeFactor());
      await tshark;
      clearTimeout(patience);
    },
  };
}
