import type { Problem } from "../../system/problems";
import type { BalancedService, HealthProbe, WantedRule } from "./balancedService";
import type { LoadBalancerConfig } from "./config";
import { allocateFrontends } from "./frontends";
import type { BackendPoolMember, LoadBalancerView, LoadBalancingRule } from "./rule";
import { kubeProxyLetsIn } from "./sourceRanges";
import type { Verdict } from "./verdict";

/** All that is known at one moment. */
export interface Knowledge {
  readonly services: readonly BalancedService[];
  /** The backend pool: members whose node belongs into it. */
  readonly members: readonly BackendPoolMember[];
  /** What the rule's health probe found; `undefined` before the node answered it. */
  readonly verdict: (ruleName: string, node: string) => Verdict | undefined;
  /** uid -> the address given out before. */
  readonly held: ReadonlyMap<string, string>;
  /** uid -> the address in the Service's status. */
  readonly published: ReadonlyMap<string, string>;
  /** Whether the node answered through the frontend IP. */
  readonly reached: (path: FrontendPath) => boolean;
  /** uid -> the address under which the service was opened to clients. */
  readonly opened: ReadonlyMap<string, string>;
}

/** A health probe that is to run. */
export interface WantedProbe extends BackendPoolMember {
  readonly ruleName: string;
  readonly probe: HealthProbe;
  /** The service is not open to clients yet. */
  readonly settling: boolean;
}

/** One node as it is asked through the frontend IP. */
export interface FrontendPath {
  readonly uid: string;
  readonly node: string;
  readonly address: string;
  readonly port: number;
}

/** What follows from the knowledge: what to do, and what stands afterwards. */
export interface Plan {
  readonly view: LoadBalancerView;
  readonly probes: readonly WantedProbe[];
  /** uid -> the address that has to stand in the Service's status. A service that is missing here is left alone. */
  readonly publish: ReadonlyMap<string, string>;
  /** Nodes to ask through the frontend IP, also those that answered already, until the service is open. */
  readonly ask: readonly FrontendPath[];
  readonly held: ReadonlyMap<string, string>;
  readonly opened: ReadonlyMap<string, string>;
  /** uid -> what keeps the service from being opened, in words. */
  readonly waiting: ReadonlyMap<string, string>;
  readonly problems: ReadonlyMap<string, Problem>;
}

/**
 * Decides everything. A service comes up in this order: its address is published when every member answered the health probe and
 * one is up; kube-proxy programs it then, so the healthy members are asked through it; when all answer, clients are let in.
 * A service about which an error is thrown has that as its problem and is left out; the others notice nothing of it.
 */
export function decide(config: LoadBalancerConfig, known: Knowledge): Plan {
  const claims = known.services.map(({ uid, created, requestedAddress }) => ({
    uid,
    created,
    held: known.held.get(uid) ?? known.published.get(uid),
    requested: requestedAddress,
  }));
  const { addresses, problems } = allocateFrontends(config.frontendPrefix, claims);
  const failures = new Map<string, Problem>();
  const progress = known.services.flatMap((service) => {
    const address = addresses.get(service.uid);
    if (address === undefined) return [];
    try {
      return [advance(config, known, service, address)];
    } catch (error) {
      failures.set(service.uid, notServed(error));
      return [];
    }
  });
  const open = progress.filter(({ isOpen }) => isOpen);
  return {
    view: {
      rules: open.flatMap(({ rules }) => rules),
      backendPool: { name: config.poolName, members: known.members },
      healthy: Object.fromEntries(
        open.flatMap(({ rules }) => rules.map(({ name }) => [name, healthyNodes(known, name)])),
      ),
      sources: Object.fromEntries(open.flatMap(sourcesByRule)),
    },
    probes: progress.flatMap((one) => wantedProbes(known.members, one)),
    publish: new Map(progress.filter((one) => one.isPublished).map(uidAndAddress)),
    ask: progress.flatMap(({ ask }) => ask),
    held: addresses,
    opened: new Map(open.map(uidAndAddress)),
    waiting: new Map(
      progress.flatMap(({ service, waitsFor }) => (waitsFor === "" ? [] : [[service.uid, waitsFor]])),
    ),
    problems: new Map([...problems, ...failures]),
  };
}

/** What is told of a Service about which an error was thrown, and not of what it says. */
export function notServed(error: unknown): Problem {
  return {
    key: "Service",
    value: error instanceof Error ? error.message : String(error),
    rule: "this error came up while the load balancer handled it, so it is left out",
    wayOut: "Change or delete the Service; every change of the cluster is another try.",
  };
}

/** How far one service has come. */
interface Progress {
  readonly service: BalancedService;
  readonly address: string;
  readonly rules: readonly LoadBalancingRule[];
  readonly isPublished: boolean;
  readonly isOpen: boolean;
  readonly ask: readonly FrontendPath[];
  readonly waitsFor: string;
}

function advance(
  config: LoadBalancerConfig,
  known: Knowledge,
  service: BalancedService,
  address: string,
): Progress {
  const rules = service.rules.map(({ rule }) => ({ ...rule, frontendIPAddress: address }));
  const base = { service, address, rules, isPublished: true, isOpen: true, ask: [], waitsFor: "" };
  if (known.opened.get(service.uid) === address) return base;
  const unprobed = whatProbesMiss(known, service.rules);
  const isPublished = known.published.get(service.uid) === address;
  if (unprobed !== "") return { ...base, isPublished, isOpen: false, waitsFor: unprobed };
  if (!isPublished) return { ...base, isOpen: false, waitsFor: `${address} to stand in the status` };
  // kube-proxy enforces source ranges toward the load balancer's own question, too.
  const ask = kubeProxyLetsIn(service.sourceRanges, config.probeSource)
    ? rules.flatMap((rule) => frontendPaths(known, service.uid, rule))
    : [];
  const unreached = ask.filter((path) => !known.reached(path));
  if (unreached.length === 0) return base;
  const nodes = [...new Set(unreached.map(({ node }) => node))].join(", ");
  return { ...base, isOpen: false, ask, waitsFor: `${nodes} to answer for ${address}` };
}

/** In words, which nodes have not answered the probes yet; empty when all did and each rule has a healthy member. */
function whatProbesMiss({ members, verdict }: Knowledge, rules: readonly WantedRule[]): string {
  if (members.length === 0) return "a Ready node";
  for (const { rule, probe } of rules) {
    const silent = members.filter(({ node }) => verdict(rule.name, node) === undefined);
    const port = `health probe on port ${probe.port}`;
    if (silent.length > 0) return `${silent.map(({ node }) => node).join(", ")} to answer the ${port}`;
    if (members.every(({ node }) => verdict(rule.name, node) === "down"))
      return `a node that passes the ${port}`;
  }
  return "";
}

function healthyNodes({ members, verdict }: Knowledge, ruleName: string): string[] {
  return members.filter(({ node }) => verdict(ruleName, node) === "up").map(({ node }) => node);
}

function frontendPaths(known: Knowledge, uid: string, rule: LoadBalancingRule): FrontendPath[] {
  return healthyNodes(known, rule.name).map((node) => ({
    uid,
    node,
    address: rule.frontendIPAddress,
    port: rule.frontendPort,
  }));
}

function sourcesByRule({ service, rules }: Progress): [string, readonly string[]][] {
  const { azure } = service.sourceRanges;
  return azure === undefined ? [] : rules.map(({ name }) => [name, azure]);
}

function wantedProbes(members: readonly BackendPoolMember[], { service, isOpen }: Progress): WantedProbe[] {
  return service.rules.flatMap(({ rule, probe }) =>
    members.map((member) => ({ ...member, ruleName: rule.name, probe, settling: !isOpen })),
  );
}

function uidAndAddress({ service, address }: Progress): [string, string] {
  return [service.uid, address];
}
