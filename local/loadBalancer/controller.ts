import { setTimeout as sleep } from "node:timers/promises";
import { timeFactor } from "../../system/deadline";
import type { ApiAccess } from "../apiClient";
import { accept, publishedAddresses, type Acceptance } from "./acceptance";
import { belongsToPool, statusAddress, type NodeObject, type ServiceObject } from "./apiObjects";
import { askHealth, connects } from "./ask";
import type { LoadBalancerConfig } from "./config";
import { follow } from "./follow";
import { FrontendAsks } from "./frontendAsks";
import { HealthProbes } from "./healthProbes";
import { Kernel } from "./kernel";
import { patch } from "./kubernetesApi";
import { decide, type FrontendPath, type Knowledge, type Plan } from "./model";
import { narrate, type Chapter } from "./narrate";
import { memberRoutes } from "./routing";
import { StatusWriter, type StatusChange } from "./statusWriter";
import { PROBE_INTERVAL_MS } from "./verdict";
import { ViewFile } from "./viewFile";

/** An answer through the virtual network takes less than a millisecond; who has not given it by then won't. */
const ANSWER_MS = 250;
const RETRY_MS = 1000;

/** Joins what is watched, probed and decided: every change of the one leads to a new decision, and that to the rest. */
export class Controller {
  private services: ReadonlyMap<string, ServiceObject> | undefined;
  private nodes: ReadonlyMap<string, NodeObject> | undefined;
  private accepted: Acceptance | undefined;
  private last: Chapter | undefined;
  private refused: ReadonlyMap<string, string> = new Map();
  private isDirty = false;
  private isBusy = false;
  private readonly probes: HealthProbes;
  private readonly asks: FrontendAsks;
  private readonly statuses: StatusWriter;
  private readonly kernel: Kernel;
  private readonly viewFile: ViewFile;

  constructor(
    private readonly config: LoadBalancerConfig,
    private readonly access: ApiAccess,
    private readonly log: (line: string) => void,
  ) {
    const { probeSource: source, members } = config;
    const timeoutMs = ANSWER_MS * timeFactor();
    const look = (): void => {
      void this.look();
    };
    this.kernel = new Kernel(config);
    this.viewFile = new ViewFile(config.viewFile);
    this.probes = new HealthProbes(({ address, probe, settling }) => {
      const patience = settling ? timeoutMs : PROBE_INTERVAL_MS * timeFactor();
      return askHealth({ source, address, timeoutMs: patience }, probe);
    }, look);
    this.asks = new FrontendAsks(
      memberRoutes(members),
      ({ address, port }: FrontendPath, sourcePort) =>
        connects({ source, sourcePort, address, timeoutMs }, port),
      look,
    );
    this.statuses = new StatusWriter((path, body) => patch(access, path, body), look, log);
  }

  /** Follows the cluster until `signal` is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([
      this.follow<ServiceObject>("services", signal, (objects) => {
        this.services = objects;
      }),
      this.follow<NodeObject>("nodes", signal, (objects) => {
        this.nodes = objects;
      }),
    ]);
  }

  private follow<T extends ServiceObject | NodeObject>(
    what: string,
    signal: AbortSignal,
    keep: (objects: ReadonlyMap<string, T>) => void,
  ): Promise<void> {
    const onChange = (objects: ReadonlyMap<string, T>): void => {
      keep(objects);
      void this.look();
    };
    const onTrouble = (reason: string): void => {
      this.log(`${what} not watched, will try again: ${reason}`);
    };
    return follow<T>(this.access, `/api/v1/${what}`, { onChange, onTrouble }, signal);
  }

  /** Decides and acts until nothing has changed meanwhile; calls while it is at it are answered by one more round. */
  private async look(): Promise<void> {
    this.isDirty = true;
    if (this.isBusy) return;
    this.isBusy = true;
    while (this.isDirty) {
      this.isDirty = false;
      try {
        await this.act();
      } catch (error) {
        this.log(`will try again: ${error instanceof Error ? error.message : String(error)}`);
        this.isDirty = true;
        await sleep(RETRY_MS);
      }
    }
    this.isBusy = false;
  }

  private async act(): Promise<void> {
    const { services, nodes } = this;
    if (services === undefined || nodes === undefined) return;
    const accepted = accept(services.values(), this.accepted);
    for (const [uid, refusal] of accepted.refusals) {
      if (this.accepted?.refusals.get(uid) !== refusal) this.log(refusal);
    }
    this.accepted = accepted;
    const plan = decide(this.config, this.knowledge(accepted, services, nodes));
    this.probes.set(plan.probes);
    this.asks.set(plan.ask);
    this.statuses.set(statusChanges(services, plan));
    const loaded = await this.kernel.load(plan.view);
    this.tellRefusals(loaded.refused);
    await this.viewFile.write(loaded.view);
    const chapter = { services: accepted.services, plan: { ...plan, view: loaded.view } };
    for (const line of narrate(this.last, chapter)) this.log(line);
    this.last = chapter;
  }

  /** The kernel is asked again in a moment: it may have refused for a reason that passes. */
  private tellRefusals(refused: ReadonlyMap<string, string>): void {
    for (const [rule, words] of refused) {
      if (this.refused.get(rule) !== words)
        this.log(`rule ${rule}: refused by the kernel, will try again: ${words}`);
    }
    this.refused = refused;
    if (refused.size > 0) setTimeout(() => void this.look(), RETRY_MS);
  }

  private knowledge(
    { services }: Acceptance,
    objects: ReadonlyMap<string, ServiceObject>,
    nodes: ReadonlyMap<string, NodeObject>,
  ): Knowledge {
    const pool = new Set([...nodes.values()].filter(belongsToPool).map(({ metadata }) => metadata.name));
    return {
      services,
      members: this.config.members.filter(({ node }) => pool.has(node)),
      verdict: (ruleName, node) => this.probes.verdict(ruleName, node),
      held: this.last?.plan.held ?? new Map(),
      published: publishedAddresses(objects.values()),
      reached: (path) => this.asks.reached(path),
      opened: this.last?.plan.opened ?? new Map(),
    };
  }
}

/** Addresses to write, and those to take back from Services that are no longer of type LoadBalancer. */
function statusChanges(services: ReadonlyMap<string, ServiceObject>, plan: Plan): StatusChange[] {
  return [...services.values()].flatMap((service): StatusChange[] => {
    const stands = statusAddress(service);
    const address = plan.publish.get(service.metadata.uid);
    if (address !== undefined) return address === stands ? [] : [{ service, address }];
    return stands !== undefined && service.spec.type !== "LoadBalancer"
      ? [{ service, address: undefined }]
      : [];
  });
}
