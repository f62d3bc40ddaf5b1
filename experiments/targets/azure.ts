import { setTimeout as sleep } from "node:timers/promises";
import type { LoadBalancingRule } from "../../local/loadBalancer/rule";
import type { Client, Target } from "../target";
import { senderFile } from "../../sender/place";
import { sendByProcess } from "../traffic/sendByProcess";
import type { Arm } from "./azure/arm";
import { readRules } from "./azure/rules";
import { sendByContainer, type ContainerPlace } from "./azure/sendByContainer";

/** Where a lab on Azure is, as its stack's outputs tell. */
export interface AzureTargetPlace {
  /** The group that AKS makes for the cluster's own resources, the load balancer among them. */
  readonly nodeResourceGroup: string;
  /** The clients besides this machine, which is client A. */
  readonly containers: readonly ContainerPlace[];
}

/** Milliseconds between two looks at the rules: Azure counts what it is asked. */
const PACE = 3000;

/**
 * A lab on Azure. Client A is this machine, whose address is not known: it is behind somebody's NAT. The others are containers.
 */
export function azureTarget(place: AzureTargetPlace, arm: Arm): Target {
  const containers = new Map(place.containers.map((container) => [container.name, container]));
  const clients: readonly Client[] = [
    { name: "client-a" },
    ...place.containers.map(({ name, address }) => ({ name, address })),
  ];
  return {
    kind: "azure",
    clients,
    send(client, sending, signal) {
      const container = containers.get(client.name);
      return container === undefined
        ? sendByProcess([process.execPath, senderFile], sending, signal)
        : sendByContainer(arm, container, sending, signal);
    },
    rules: paced(PACE, (signal) => readRules(arm, place.nodeResourceGroup, signal)),
  };
}

/** `look`, so that at least `pace` milliseconds lie between two of them. */
function paced(
  pace: number,
  look: (signal: AbortSignal) => Promise<readonly LoadBalancingRule[]>,
): (signal: AbortSignal) => Promise<readonly LoadBalancingRule[]> {
  let next = 0;
  return async (signal) => {
    const wait = next - performance.now();
    next = Math.max(next, performance.now()) + pace;
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
    return look(signal);
  };
}
