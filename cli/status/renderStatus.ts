import type { LoadDistribution } from "../../local/loadBalancer/rule";
import { columns } from "../columns";
import type { LabStatus } from "./labStatus";

const MEANING: Readonly<Record<LoadDistribution, string>> = {
  Default: "a hash of five values: each connection enters by any node",
  SourceIP: "a hash of two values: all of a client's connections enter by one node",
};

/** `status` as text for a terminal, without a final newline. */
export function renderStatus(status: LabStatus): string {
  if (!status.up) return `Lab "${status.stack}" is not up. \`npx lab up${flag(status.stack)}\` stands it up.`;
  const nodes = status.nodes.map(({ name, address, zone, ready }) => [
    name,
    address,
    zone,
    ready ? "yes" : "NO",
  ]);
  const clients = status.clients.map(({ name, address }) => [name, address]);
  return [
    heading(status),
    "",
    ...columns([["NODE", "ADDRESS", "ZONE", "READY"], ...nodes]),
    "",
    ...columns([["CLIENT", "ADDRESS"], ...clients]),
    "",
    ...columns(facts(status)),
  ].join("\n");
}

/** What one can do with a lab that is up, as commands that can be pasted. */
export function renderWaysOn({ stack, frontendIP, nodes, clients }: LabStatus): string {
  const lab = `npx lab${flag(stack)}`;
  const [node, client] = [nodes[0]?.name ?? "node1", clients[0]?.name ?? "client-a"];
  return columns([
    ["  How to go on:", ""],
    [`  ${lab} walk`, "the four findings"],
    ...(frontendIP === undefined
      ? []
      : [[`  ${lab} exec ${client} -- curl -s http://${frontendIP}/r/hello`, "one request from outside"]]),
    [`  ${lab} ssh ${node}`, "a shell on a node"],
    [`  ${lab} kubectl get pods -A -o wide`, "Kubernetes as ever"],
    [`  eval "$(${lab} env)"`, "for plain pulumi and kubectl"],
    [`  ${lab} down`, "nothing is left but the caches"],
  ])
    .map((line) => line.trimEnd().replace(/^ {2}How/, "How"))
    .join("\n");
}

function heading({ stack, ageSeconds, kubernetesVersion }: LabStatus): string {
  const version =
    kubernetesVersion === undefined ? "its API server does not answer" : `Kubernetes ${kubernetesVersion}`;
  return `Lab "${stack}" is up for ${duration(ageSeconds ?? 0)}, ${version}`;
}

function facts(status: LabStatus): string[][] {
  const { frontendIP, rule, sessionAffinity, externalTrafficPolicy, kubeconfig, logs } = status;
  const distribution =
    rule === undefined ? "no rule yet" : `${rule.loadDistribution} (${MEANING[rule.loadDistribution]})`;
  return [
    ["frontend IP", frontendIP ?? "none yet"],
    ["load distribution", distribution],
    ["session affinity", sessionAffinity ?? "unknown"],
    ["external traffic policy", externalTrafficPolicy ?? "unknown"],
    ["kubeconfig", kubeconfig ?? ""],
    ["logs", logs ?? ""],
  ];
}

/** 3725 -> "1 h 2 min". */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${Math.floor(seconds)} s`;
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function flag(stack: string): string {
  return stack === "local" ? "" : ` --stack ${stack}`;
}
