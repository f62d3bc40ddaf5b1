import type { LoadDistribution } from "../../local/loadBalancer/rule";
import { stackFlag } from "../../system/stackFlag";
import { columns } from "../columns";
import { backendTold } from "../pulumi/backend";
import type { LabStatus } from "./labStatus";
import { azureFacts, renderCost, renderNotes } from "./renderAzure";

const MEANING: Readonly<Record<LoadDistribution, string>> = {
  Default: "a hash of five values: each connection enters by any node",
  SourceIP: "a hash of two values: all of a client's connections enter by one node",
};

/** `status` as text for a terminal, without a final newline. */
export function renderStatus(status: LabStatus): string {
  if (!status.up) return renderAbsent(status);
  const nodes = status.nodes.map(({ name, address, zone, ready }) => [
    name,
    address,
    zone === "" ? "-" : zone,
    ready ? "yes" : "NO",
  ]);
  const clients = status.clients.map(({ name, address, what }) => [name, address ?? what ?? ""]);
  const { azure } = status;
  return [
    heading(status),
    ...(azure === undefined ? [] : renderNotes(status.stack, azure)),
    "",
    ...columns([["NODE", "ADDRESS", "ZONE", "READY"], ...nodes]),
    "",
    ...columns([["CLIENT", "ADDRESS"], ...clients]),
    "",
    ...columns(facts(status)),
    ...(azure === undefined ? [] : ["", ...renderCost(azure.cost)]),
  ].join("\n");
}

function renderAbsent({ stack, target, backend }: LabStatus): string {
  const absent = `Lab "${stack}" is not up. \`npx lab up${stackFlag(stack)}\` stands it up.`;
  const costs = ` If that has failed half way, what it made costs until \`npx lab down${stackFlag(stack)}\`.`;
  return [
    target === "local" ? absent : absent + costs,
    ...(backend === undefined ? [] : [`Pulumi's backend for it: ${backendTold(backend)}`]),
  ].join("\n");
}

/** What one can do with a lab that is up, as commands that can be pasted. */
export function renderWaysOn({ stack, target, frontendIP, nodes, clients }: LabStatus): string {
  const lab = `npx lab${stackFlag(stack)}`;
  const [node, client] = [nodes[0]?.name ?? "node1", clients[0]?.name ?? "client-a"];
  const end =
    target === "local" ? "nothing is left but the caches" : "nothing is left, and nothing costs any more";
  return columns([
    ["  How to go on:", ""],
    [`  ${lab} walk`, "the four findings"],
    ...(frontendIP === undefined
      ? []
      : [[`  ${lab} exec ${client} -- curl -s http://${frontendIP}/r/hello`, "one request from outside"]]),
    [`  ${lab} ssh ${node}`, "a shell on a node"],
    [`  ${lab} kubectl get pods -A -o wide`, "Kubernetes as ever"],
    [`  eval "$(${lab} env)"`, "for plain pulumi and kubectl"],
    [`  ${lab} down`, end],
  ])
    .map((line) => line.trimEnd().replace(/^ {2}How/, "How"))
    .join("\n");
}

function heading({ stack, ageSeconds, kubernetesVersion }: LabStatus): string {
  const version =
    kubernetesVersion === undefined ? "its API server does not answer" : `Kubernetes ${kubernetesVersion}`;
  const age = ageSeconds === undefined ? "" : ` for ${duration(ageSeconds)}`;
  return `Lab "${stack}" is up${age}, ${version}`;
}

function facts(status: LabStatus): string[][] {
  const { frontendIP, rule, sessionAffinity, externalTrafficPolicy, kubeconfig, logs, backend, azure } =
    status;
  const untold = (azure?.notes ?? []).length > 0;
  const distribution =
    rule === undefined
      ? untold
        ? "unknown"
        : "no rule yet"
      : `${rule.loadDistribution} (${MEANING[rule.loadDistribution]})`;
  return [
    ["frontend IP", frontendIP ?? "none yet"],
    ["load distribution", distribution],
    ["session affinity", sessionAffinity ?? "unknown"],
    ["external traffic policy", externalTrafficPolicy ?? "unknown"],
    ["kubeconfig", kubeconfig ?? ""],
    ...(logs === undefined ? [] : [["logs", logs]]),
    ...(backend === undefined ? [] : [["pulumi backend", backendTold(backend)]]),
    ...(azure === undefined ? [] : azureFacts(azure)),
  ];
}

/** 3725 -> "1 h 2 min". */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${Math.floor(seconds)} s`;
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
