import { readFileSync } from "node:fs";
import type { LoadBalancingRule } from "../../local/loadBalancer/rule";
import { labDirectory } from "../../system/paths";
import { findAzureLab } from "../azure/azureLab";
import { targetOnAzure } from "../labOf";
import { kubeconfigOf } from "../livingLab";
import { questions } from "./apiQuestions";
import { joinAzureStatus, type AzureSources } from "./azureStatus";
import { absentLab, type LabStatus, type NodeList, type ServiceObject } from "./labStatus";

/** Azure takes longer than an API server, and a status is not to be waited for as long as an experiment. */
const SECONDS = 20;

/** What can be learnt of a lab on Azure within seconds: the cluster's word, Azure's, and the price table's. */
export async function readAzureStatus(stack: string): Promise<LabStatus> {
  const lab = await findAzureLab(stack);
  if (lab === undefined) return absentLab(stack, "azure");
  const { namespace, name } = lab.service;
  const ask = questions(readFileSync(kubeconfigOf(stack), "utf8"));
  const [nodeList, service, oldest, rules] = await Promise.all([
    ask<NodeList>("/api/v1/nodes"),
    ask<ServiceObject>(`/api/v1/namespaces/${namespace}/services/${name}`),
    ask<NonNullable<AzureSources["oldest"]>>("/api/v1/namespaces/kube-system"),
    targetOnAzure(lab, { seconds: SECONDS })
      .rules(new AbortController().signal)
      .catch((error: unknown): readonly LoadBalancingRule[] | string => (error as Error).message),
  ]);
  return joinAzureStatus({
    stack,
    folder: labDirectory(stack),
    lab,
    now: Date.now(),
    ...(nodeList === undefined ? {} : { nodeList }),
    ...(service === undefined ? {} : { service }),
    ...(oldest === undefined ? {} : { oldest }),
    rules,
  });
}
