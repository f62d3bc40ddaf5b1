import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { callApi, type ApiAccess } from "../../local/apiClient";
import { readHolder } from "../../local/enter";
import type { LoadBalancerView } from "../../local/loadBalancer/rule";
import { labDirectory } from "../../system/paths";
import { findLab, kubeconfigOf } from "../livingLab";
import { absentLab, joinStatus, type LabStatus, type NodeList, type ServiceObject } from "./labStatus";

const TICKS_PER_SECOND = 100;

/** What can be learnt of the lab of `stack` within seconds; never throws for a lab that is half there. */
export async function readStatus(stack: string): Promise<LabStatus> {
  const lab = findLab(stack);
  if (lab === undefined) return absentLab(stack);
  const access = accessOf(readFileSync(kubeconfigOf(stack), "utf8"));
  const [nodeList, service] = await Promise.all([
    ask<NodeList>(access, "/api/v1/nodes"),
    ask<ServiceObject>(access, "/api/v1/namespaces/testapp/services/testapp"),
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

/** The answer as the caller knows it to be; `undefined` when there is none. */

async function ask<T>(access: ApiAccess, path: string): Promise<T | undefined> {
  try {
    const { status, body } = await callApi(access, path);
    return status === 200 ? (JSON.parse(body) as T) : undefined;
  } catch {
    // A status tells of what does not answer by leaving it out.
    return undefined;
  }
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: Readonly<Record<string, string>> }];
  readonly users: readonly [{ readonly user: Readonly<Record<string, string>> }];
}

function accessOf(kubeconfig: string): ApiAccess {
  const { clusters, users } = parse(kubeconfig) as Kubeconfig;
  const [{ cluster }] = clusters;
  const [{ user }] = users;
  const decoded = (base64 = ""): string => Buffer.from(base64, "base64").toString();
  return {
    server: cluster.server ?? "",
    authority: decoded(cluster["certificate-authority-data"]),
    identity: {
      certificate: decoded(user["client-certificate-data"]),
      key: decoded(user["client-key-data"]),
    },
  };
}

function readView(stack: string): LoadBalancerView | undefined {
  try {
    return JSON.parse(
      readFileSync(join(labDirectory(stack), "load-balancer.json"), "utf8"),
    ) as LoadBalancerView;
  } catch {
    // The load balancer has not yet written it.
    return undefined;
  }
}

function ageOf(stack: string): number {
  const [uptime = "0"] = readFileSync("/proc/uptime", "utf8").split(" ");
  return Math.round(Number(uptime) - Number(readHolder(stack).startTime) / TICKS_PER_SECOND);
}
