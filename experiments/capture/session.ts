import type { DebugPod } from "../cluster/debugPods";
import type { CapturedLine } from "./line";
import { MARKER } from "./line";
import { captureOn } from "./nodeCapture";

/** A capture on all nodes at once. */
export interface CaptureSession {
  /** Resolves when every node's capture has told all that went by until now. @throws as a node's `mark` does. */
  catchUp(signal: AbortSignal): Promise<void>;
  /** Ends it on all nodes, in the pods too. Never throws. */
  close(): Promise<void>;
}

/**
 * Starts capturing in all of `pods`. Packets that go by after the first {@link CaptureSession.catchUp} are seen for certain.
 * @param run tells this session's markers from those of others.
 */
export function startCapture(
  pods: readonly DebugPod[],
  run: string,
  tell: (node: string, line: CapturedLine) => void,
): CaptureSession {
  const captures = pods.map((pod) => captureOn(pod, tell));
  let markers = 0;
  return {
    async catchUp(signal) {
      markers += 1;
      const marker = `${MARKER}-${run}-${markers}`;
      await Promise.all(captures.map((capture) => capture.mark(marker, signal)));
    },
    async close() {
      await Promise.all(captures.map((capture) => capture.close()));
    },
  };
}
