import { readFileSync } from "node:fs";
import { readHolder } from "../../local/enter";
import type { LoadBalancerView } from "../../local/loadBalancer/rule";
import { savedView } from "../../local/loadBalancer/savedView";
import { labDirectory } from "../../system/paths";
import { findLab, kubeconfigOf } from "../livingLab";
import { currentBackend, type Backend, type BackendTold } from "../pulumi/backend";
import { standingTarget } from "../stackTarget";
import { questions } from "./apiQuestions";
import { absentLab, joinStatus, type LabStatus, type NodeList, type ServiceObject } from "./labStatus";

const TICKS_PER_SECOND = 100;

/** What can be learnt of the lab of `stack` within seconds; never throws for a lab that is half there. */
export async function readStatus(stack: string): Promise<LabStatus> {
  const status = await (standingTarget(stack) === "local" ? readLocalStatus(stack) : onAzure(stack));
  return { ...status, backend: told(currentBackend(stack)) };
}

function onAzure(stack: string): Promise<LabStatus> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as much again to load, for nothing on this machine
  const { readAzureStatus } = require("./readAzureStatus") as typeof import("./readAzureStatus");
  return readAzureStatus(stack);
}

function told(backend: Backend): BackendTold {
  return backend.kind === "own" ? { kind: "own", url: backend.url } : backend;
}

async function readLocalStatus(stack: string): Promise<LabStatus> {
  const lab = findLab(stack);
  if (lab === undefined) return absentLab(stack);
  const ask = questions(readFileSync(kubeconfigOf(stack), "utf8"));
  const [nodeList, service] = await Promise.all([
    ask<NodeList>("/api/v1/nodes"),
    ask<ServiceObject>("/api/v1/namespaces/testapp/services/testapp"),
  ]);
  const view = readView(stack);
  return joinStatus({
    stack,
    folder: labDirectory(stack),
    ageSeconds: ageOf(stack),
    nodes: lab.nodes,
    clients: lab.clients,
    ...(nodeList === undefined ? {} : { nodeList }),
    ...(service === undefined ? {} : { service }),
    ...(view === undefined ? {} : { view }),
  });
}

function readView(stack: string): LoadBalancerView | undefined {
  try {
    return savedView(stack);
  } catch {
    // The load balancer has not yet written it.
    return undefined;
  }
}

function ageOf(stack: string): number {
  const [uptime = "0"] = readFileSync("/proc/uptime", "utf8").split(" ");
  return Math.round(Number(uptime) - Number(readHolder(stack).startTime) / TICKS_PER_SECOND);
}
