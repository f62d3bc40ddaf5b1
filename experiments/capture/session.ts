import type { DebugPod } from "../cluster/debugPods";
import type { CaptureEndedError } from "./endedError";
import { MARKER, parseLine, REQUESTS, type CapturedLine } from "./line";
import type { Look } from "./look";
import { captureOn } from "./nodeCapture";
import { PacketFolder, type PacketFiles } from "./packetFolder";

/** A capture on all nodes at once. */
export interface CaptureSession {
  /** Resolves when every node's capture has told all that went by until now. @throws as a node's `mark` does. */
  catchUp(signal: AbortSignal): Promise<void>;
  /** Resolves when it has ended by itself on one of the nodes. */
  readonly broken: Promise<CaptureEndedError>;
  /**
   * Ends it on all nodes, in the pods too; twice is fine.
   * @returns the files where packets were kept.
   * @throws only when these cannot be written.
   */
  close(): Promise<PacketFiles | null>;
}

/** A capture's name, what it looks at, and whether it keeps the packets. */
export interface CaptureOrder {
  /** Tells this session's markers from those of others, and names its files. */
  readonly run: string;
  readonly look: Look;
  /** Called for each line of a node's tshark, in their order. */
  readonly tell: (node: string, line: string) => void;
  /** The folder for the packets themselves. */
  readonly keepIn?: string;
}

/** {@link startLines} for the lab's own requests. */
export function startCapture(
  pods: readonly DebugPod[],
  run: string,
  tell: (node: string, line: CapturedLine) => void,
  keepIn?: string,
): CaptureSession {
  return startLines(pods, {
    run,
    look: REQUESTS,
    tell: (node, line) => {
      tell(node, parseLine(line));
    },
    ...(keepIn === undefined ? {} : { keepIn }),
  });
}

/**
 * Starts capturing in all of `pods`. Packets that go by after the first {@link CaptureSession.catchUp} are seen for certain.
 * @throws Error when the folder cannot be written.
 */
export function startLines(
  pods: readonly DebugPod[],
  { run, look, tell, keepIn }: CaptureOrder,
): CaptureSession {
  const folder = keepIn === undefined ? undefined : new PacketFolder(keepIn, run);
  const captures = pods.map((pod) => {
    const packets = folder?.fileFor(pod.node);
    return captureOn(pod, { look, tell, ...(packets === undefined ? {} : { packets }) });
  });
  const end = async () => {
    await Promise.all(captures.map((capture) => capture.close()));
    return folder?.close(new Map(captures.map((capture) => [capture.node, capture.counted()]))) ?? null;
  };
  let ended: Promise<PacketFiles | null> | undefined;
  let markers = 0;
  return {
    broken: Promise.race(captures.map((capture) => capture.broken)),
    async catchUp(signal) {
      markers += 1;
      const marker = `${MARKER}-${run}-${markers}`;
      await Promise.all(captures.map((capture) => capture.mark(marker, signal)));
    },
    close: () => (ended ??= end()),
  };
}
