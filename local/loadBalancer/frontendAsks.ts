import { setTimeout as sleep } from "node:timers/promises";
import type { FrontendPath } from "./model";
import type { MemberRoute } from "./routing";

/** Asks once whether the node connects; never rejects. */
export type AskThrough = (path: FrontendPath, sourcePort: number) => Promise<boolean>;

interface Asking {
  reached: boolean;
  readonly stop: AbortController;
}

const FIRST_PAUSE_MS = 25;

/**
 * Asks nodes through a frontend IP, each until it answers. A node whose kube-proxy does not know the address yet remembers the
 * flow as one not to translate, for two minutes: every attempt therefore takes a new source port, and the attempts grow rarer
 * (by a twentieth of the time waited), so that the member's range lasts longer than that memory.
 */
export class FrontendAsks {
  private readonly asking = new Map<string, Asking>();
  private readonly ports: ReadonlyMap<string, () => number>;

  constructor(
    routes: readonly MemberRoute[],
    private readonly ask: AskThrough,
    private readonly onReached: () => void,
  ) {
    this.ports = new Map(routes.map((route) => [route.node, portsOf(route)]));
  }

  reached(path: FrontendPath): boolean {
    return this.asking.get(keyOf(path))?.reached === true;
  }

  /** Asks exactly these; whatever is no longer in the list is forgotten. */
  set(paths: readonly FrontendPath[]): void {
    const keys = new Set(paths.map(keyOf));
    for (const [key, { stop }] of this.asking) {
      if (keys.has(key)) continue;
      stop.abort();
      this.asking.delete(key);
    }
    for (const path of paths) {
      if (this.asking.has(keyOf(path))) continue;
      const asking = { reached: false, stop: new AbortController() };
      this.asking.set(keyOf(path), asking);
      void this.repeat(path, asking);
    }
  }

  private async repeat(path: FrontendPath, asking: Asking): Promise<void> {
    const { signal } = asking.stop;
    const nextPort = this.ports.get(path.node);
    if (nextPort === undefined) throw new Error(`no route was made for ${path.node}`);
    const since = performance.now();
    while (!signal.aborted) {
      void this.ask(path, nextPort()).then((connected) => {
        if (!connected || signal.aborted) return;
        asking.reached = true;
        asking.stop.abort();
        this.onReached();
      });
      const pause = Math.max((performance.now() - since) / 20, FIRST_PAUSE_MS);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Round and round through the member's range; another start for each process, since nodes remember the ports of the last one. */
function portsOf({ firstPort, lastPort }: MemberRoute): () => number {
  const count = lastPort - firstPort + 1;
  let next = Math.floor(Math.random() * count);
  return () => firstPort + (next++ % count);
}

function keyOf({ uid, node, address, port }: FrontendPath): string {
  return `${uid} ${node} ${address} ${port}`;
}
