import { refuse, type Problem } from "../../system/problems";
import type { ServiceObject, ServicePortObject } from "./apiObjects";
import type { LoadBalancingRule } from "./rule";
import { sourceRanges, type SourceRanges } from "./sourceRanges";

/** What the health probe of a rule asks of a node. */
export type HealthProbe =
  | { readonly protocol: "Tcp"; readonly port: number }
  | { readonly protocol: "Http"; readonly port: number; readonly requestPath: string };

/** A load balancing rule before its frontend has an address, with the probe that decides on its members. */
export interface WantedRule {
  readonly rule: Omit<LoadBalancingRule, "frontendIPAddress">;
  readonly probe: HealthProbe;
}

/** A Service of type LoadBalancer in the load balancer's words. */
export interface BalancedService {
  readonly uid: string;
  /** `namespace/name`, for messages. */
  readonly title: string;
  readonly created: string;
  readonly rules: readonly WantedRule[];
  readonly requestedAddress: string | undefined;
  readonly sourceRanges: SourceRanges;
}

const AZURE = "service.beta.kubernetes.io/azure-load-balancer-";
const DEFAULT_IDLE_MINUTES = 4;
const MOST_IDLE_MINUTES = 100;
const NAME_LENGTH = 32;

/**
 * Reads a Service as cloud-provider-azure would: names, load distribution, floating IP, probe and idle timeout are its choices.
 * @throws ProblemsError with everything about the Service that cannot be done here.
 */
export function balancedService(service: ServiceObject): BalancedService {
  const { metadata, spec } = service;
  refuse([...whatIsNotEmulated(service), ...idleTimeoutProblem(service)]);
  return {
    uid: metadata.uid,
    title: titleOf(service),
    created: metadata.creationTimestamp,
    rules: (spec.ports ?? []).map((port) => wantedRule(service, port)),
    requestedAddress: metadata.annotations?.[`${AZURE}ipv4`] ?? spec.loadBalancerIP,
    sourceRanges: sourceRanges(spec.loadBalancerSourceRanges ?? []),
  };
}

/** `namespace/name`. */
export function titleOf({ metadata }: ServiceObject): string {
  return `${metadata.namespace ?? ""}/${metadata.name}`;
}

function wantedRule(service: ServiceObject, { port, nodePort }: ServicePortObject): WantedRule {
  return {
    rule: {
      name: `${rulePrefix(service.metadata.uid)}-TCP-${port}`,
      protocol: "Tcp",
      frontendPort: port,
      // With floating IP the packet is not changed on its way, so the node sees the frontend's own port.
      backendPort: port,
      enableFloatingIP: true,
      enableTcpReset: true,
      idleTimeoutInMinutes: Number(service.metadata.annotations?.[IDLE_TIMEOUT] ?? DEFAULT_IDLE_MINUTES),
      loadDistribution: service.spec.sessionAffinity === "ClientIP" ? "SourceIP" : "Default",
    },
    probe: healthProbe(service, nodePort ?? 0),
  };
}

function rulePrefix(uid: string): string {
  return `a${uid.replaceAll("-", "")}`.slice(0, NAME_LENGTH);
}

/** Under policy Local kube-proxy tells, on one port for the whole Service, whether the node has a pod of it. */
function healthProbe({ spec }: ServiceObject, nodePort: number): HealthProbe {
  const port = spec.healthCheckNodePort;
  return spec.externalTrafficPolicy === "Local" && port !== undefined && port !== 0
    ? { protocol: "Http", port, requestPath: "/healthz" }
    : { protocol: "Tcp", port: nodePort };
}

const IDLE_TIMEOUT = `${AZURE}tcp-idle-timeout`;

function idleTimeoutProblem({ metadata }: ServiceObject): Problem[] {
  const value = metadata.annotations?.[IDLE_TIMEOUT];
  if (value === undefined) return [];
  const minutes = Number(value);
  if (Number.isInteger(minutes) && minutes >= DEFAULT_IDLE_MINUTES && minutes <= MOST_IDLE_MINUTES) return [];
  return [
    {
      key: IDLE_TIMEOUT,
      value,
      rule: `a whole number of minutes from ${DEFAULT_IDLE_MINUTES} to ${MOST_IDLE_MINUTES}`,
      wayOut: "Change or remove the annotation.",
    },
  ];
}

function whatIsNotEmulated({ metadata, spec }: ServiceObject): Problem[] {
  const problems: Problem[] = [];
  const internal = metadata.annotations?.[`${AZURE}internal`];
  if (internal === "true") {
    problems.push({
      key: `${AZURE}internal`,
      value: internal,
      rule: "the lab's load balancer has public frontends only",
      wayOut: "Remove the annotation.",
    });
  }
  for (const { port, protocol = "TCP", nodePort } of spec.ports ?? []) {
    if (protocol !== "TCP") {
      problems.push({
        key: `port ${port}`,
        value: protocol,
        rule: "the lab's load balancer balances TCP only",
        wayOut: "Put the port into a Service of another type.",
      });
    } else if (nodePort === undefined) {
      problems.push({
        key: `port ${port}`,
        value: "no nodePort",
        rule: "the health probe asks the node on the port's nodePort",
        wayOut: "Leave spec.allocateLoadBalancerNodePorts true.",
      });
    }
  }
  return problems;
}
