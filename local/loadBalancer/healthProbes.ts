import { setTimeout as sleep } from "node:timers/promises";
import type { WantedProbe } from "./model";
import {
  afterProbe,
  freshProbe,
  untilNextProbe,
  type ProbeCircumstances,
  type ProbeResult,
  type ProbeState,
  type Verdict,
} from "./verdict";

interface RunningProbe {
  wanted: WantedProbe;
  state: ProbeState;
  readonly since: number;
  readonly stop: AbortController;
}

/** The health probes that run, one for each rule and member. */
export class HealthProbes {
  private readonly running = new Map<string, RunningProbe>();

  /** @param ask asks once and never rejects; @param onVerdict is called whenever a verdict has changed. */
  constructor(
    private readonly ask: (probe: WantedProbe) => Promise<ProbeResult>,
    private readonly onVerdict: () => void,
  ) {}

  /** What the rule's probe found on the node; `undefined` before the node answered. */
  verdict(ruleName: string, node: string): Verdict | undefined {
    return this.running.get(keyOf({ ruleName, node }))?.state.verdict;
  }

  /** Makes exactly the wanted probes run. One that now asks something else begins anew, its verdict stands until then. */
  set(wanted: readonly WantedProbe[]): void {
    const keys = new Set(wanted.map(keyOf));
    for (const [key, { stop }] of this.running) {
      if (keys.has(key)) continue;
      stop.abort();
      this.running.delete(key);
    }
    for (const probe of wanted) {
      const present = this.running.get(keyOf(probe));
      if (present !== undefined && asksTheSame(present.wanted, probe)) {
        present.wanted = probe;
        continue;
      }
      present?.stop.abort();
      const since = performance.now();
      const state = freshProbe(present?.state.verdict);
      const started = { wanted: probe, state, since, stop: new AbortController() };
      this.running.set(keyOf(probe), started);
      void this.repeat(started);
    }
  }

  private async repeat(probe: RunningProbe): Promise<void> {
    const { signal } = probe.stop;
    for (;;) {
      const result = await this.ask(probe.wanted);
      if (signal.aborted) return;
      const before = probe.state;
      probe.state = afterProbe(before, result, circumstances(probe));
      if (probe.state.verdict !== before.verdict) this.onVerdict();
      const pause = untilNextProbe(probe.state, circumstances(probe));
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}

function circumstances({ wanted, since }: RunningProbe): ProbeCircumstances {
  return { settling: wanted.settling, age: performance.now() - since };
}

function keyOf({ ruleName, node }: Pick<WantedProbe, "ruleName" | "node">): string {
  return `${ruleName} ${node}`;
}

function asksTheSame(a: WantedProbe, b: WantedProbe): boolean {
  return a.address === b.address && a.probe.protocol === b.probe.protocol && a.probe.port === b.probe.port;
}
