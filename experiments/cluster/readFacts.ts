import { ProblemsError, type Problem } from "../../system/problems";
import type { Lab } from "../lab";
import type { ApiEndpointSlice, ApiNode, ApiService, List } from "./apiTypes";
import type { ClusterFacts, PodFacts, ServiceFacts } from "./facts";
import { read } from "./kubectl";
import { nodeFacts } from "./nodeFacts";

/**
 * The cluster as it is at this moment.
 * @throws ProblemsError when the Service has no frontend IP or no ready pod.
 */
export async function readFacts(lab: Lab, signal: AbortSignal): Promise<ClusterFacts> {
  const { namespace, name } = lab.service;
  const inNamespace = `namespaces/${namespace}`;
  const selector = `labelSelector=kubernetes.io/service-name=${name}`;
  const [nodes, service, slices] = await Promise.all([
    read<List<ApiNode>>(lab.kubectl, "/api/v1/nodes", signal),
    read<ApiService>(lab.kubectl, `/api/v1/${inNamespace}/services/${name}`, signal),
    read<List<ApiEndpointSlice>>(
      lab.kubectl,
      `/apis/discovery.k8s.io/v1/${inNamespace}/endpointslices?${selector}`,
      signal,
    ),
  ]);
  const facts = {
    nodes: nodes.items.flatMap(nodeFacts),
    service: serviceFacts(namespace, service),
    pods: slices.items.flatMap(podFacts),
  };
  if (facts.service.frontendIP === "") throw problem(lab, "has no frontend IP");
  if (facts.pods.length === 0) throw problem(lab, "has no ready pod");
  return facts;
}

function serviceFacts(namespace: string, { metadata, spec, status }: ApiService): ServiceFacts {
  const port = spec.ports?.[0];
  return {
    namespace,
    name: metadata.name,
    portName: port?.name ?? "",
    port: port?.port ?? 80,
    frontendIP: status.loadBalancer?.ingress?.[0]?.ip ?? "",
    clusterIP: spec.clusterIP ?? "",
    sessionAffinity: spec.sessionAffinity === "ClientIP" ? "ClientIP" : "None",
    externalTrafficPolicy: spec.externalTrafficPolicy === "Local" ? "Local" : "Cluster",
  };
}

function podFacts({ ports, endpoints }: ApiEndpointSlice): PodFacts[] {
  return endpoints.flatMap(({ addresses, nodeName, targetRef, conditions }) => {
    const [address] = addresses;
    const name = targetRef?.name;
    const port = ports?.[0]?.port;
    if (address === undefined || name === undefined || nodeName === undefined || port === undefined)
      return [];
    // The API leaves `ready` out where it means yes.
    return conditions?.ready === false ? [] : [{ name, address, port, node: nodeName }];
  });
}

function problem({ name, service }: Lab, rule: string): ProblemsError {
  const problem: Problem = {
    key: "service",
    value: `${service.namespace}/${service.name}`,
    rule,
    wayOut: `See \`npx lab status --stack ${name}\`, and mend it with \`npx lab up --stack ${name}\``,
  };
  return new ProblemsError([problem]);
}
