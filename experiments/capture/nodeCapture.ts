import { createInterface } from "node:readline";
import { waitFor } from "../../system/deadline";
import type { DebugPod } from "../cluster/debugPods";
import { linesCommand, packetsCommand } from "./command";
import { CaptureEndedError } from "./endedError";
import { markerOf } from "./line";
import type { Look } from "./look";
import type { PacketFile } from "./pcap/packetFile";
import { startInPod, type PodProgram } from "./podProgram";
import { aboutTheUsersFilter } from "./said";

/** Milliseconds between two sendings of a marker that was not seen yet. */
const MARK_EVERY = 50;

/** What a node's capture is asked for. */
export interface NodeOrder {
  readonly look: Look;
  /** Called for each line of tshark's, markers aside. */
  readonly tell: (node: string, line: string) => void;
  /** Where the packets themselves go. */
  readonly packets?: PacketFile;
}

/** The capture on one node. */
export interface NodeCapture {
  readonly node: string;
  /**
   * Resolves once the packet that carries `marker` was seen: all that went by before it has been told by then, as tshark and
   * tcpdump tell packets in their order.
   * @throws DeadlineError; CaptureEndedError with the program's own word when it has ended.
   */
  mark(marker: string, signal: AbortSignal): Promise<void>;
  /** Resolves when it has ended by itself; never once it was closed. */
  readonly broken: Promise<CaptureEndedError>;
  /** Ends it in the pod and resolves when it is gone. Never throws. */
  close(): Promise<void>;
  /** What tcpdump counted; `undefined` before it has ended, and where no packets were asked for. */
  counted(): KernelCount | undefined;
}

/** tcpdump's own words at its end. */
export interface KernelCount {
  readonly captured: number;
  /** Lost because tcpdump could not keep up. */
  readonly dropped: number;
}

/** Starts the capture in `pod`. */
export function captureOn(pod: DebugPod, { look, tell, packets }: NodeOrder): NodeCapture {
  const { node, enter } = pod;
  const tshark = startInPod(enter, linesCommand(look));
  const told = new Set<string>();
  createInterface({ input: tshark.stdout }).on("line", (line) => {
    const marker = markerOf(line);
    if (marker === undefined) tell(node, line);
    else told.add(marker);
  });
  const kept = packets === undefined ? undefined : keepPackets(enter, look.captureFilter, packets);
  const programs = [tshark, ...(kept === undefined ? [] : [kept.tcpdump])];
  let closing = false;
  const broken = new Promise<CaptureEndedError>((resolve) => {
    for (const program of programs)
      void program.end.then(() => {
        if (!closing) resolve(endOf(node, program, look.captureFilter));
      });
  });
  return {
    node,
    broken,
    async mark(marker, signal) {
      const wait = {
        what: `the capture on ${node} to see its marker`,
        seconds: 30,
        every: MARK_EVERY,
        signal,
      };
      const outcome = await waitFor(wait, () => {
        if (told.has(marker) && kept?.markers.has(marker) !== false) return "seen";
        const gone = programs.find((program) => program.ended() !== undefined);
        if (gone !== undefined) return { gone };
        tshark.write(marker);
        return undefined;
      });
      if (outcome !== "seen") throw endOf(node, outcome.gone, look.captureFilter);
    },
    async close() {
      closing = true;
      await Promise.all(programs.map((program) => program.close()));
    },
    counted: () => kept && countIn(kept.tcpdump.said()),
  };
}

function keepPackets(enter: readonly string[], captureFilter: string, packets: PacketFile) {
  const tcpdump = startInPod(enter, packetsCommand(captureFilter));
  const markers = new Set<string>();
  tcpdump.stdout.on("data", (chunk: Buffer) => {
    for (const marker of packets.take(chunk)) markers.add(marker);
  });
  return { tcpdump, markers };
}

function endOf(node: string, program: PodProgram, captureFilter: string): CaptureEndedError {
  return new CaptureEndedError(
    node,
    program.ended() ?? null,
    aboutTheUsersFilter(program.said(), captureFilter),
  );
}

function countIn(said: string): KernelCount | undefined {
  const number = (words: string) => new RegExp(`^(\\d+) packets? ${words}`, "m").exec(said)?.[1];
  const [captured, dropped] = [number("captured"), number("dropped by kernel")];
  return captured === undefined ? undefined : { captured: Number(captured), dropped: Number(dropped ?? 0) };
}
