import type { Host, Topology } from "./topology";

/** The source of Azure's health probes; the load balancer probes from it. */
export const PROBE_SOURCE = "168.63.129.16";

/**
 * The shell script, for the lab's own network namespace, that makes the virtual network: the router in this namespace, a bridge
 * `vnet` with the nodes, a cable to the control plane and to each client. Routes to pods are the router's alone, one a node, as
 * kubenet's are the route table's on Azure: a node knows no other way than its default route.
 */
export function networkScript(topology: Topology): string {
  const outside = [topology.control, ...topology.clients];
  const hosts = [...outside, ...topology.nodes];
  return [
    "set -e",
    "mkdir -p /run/netns",
    batch("", [
      "link set lo up",
      `addr add ${PROBE_SOURCE}/32 dev lo`,
      "link add vnet type bridge",
      `addr add ${topology.subnet.router}/${topology.subnet.prefixLength} dev vnet`,
      "link set vnet up",
      ...hosts.flatMap(cable),
      ...topology.nodes.map(({ name }) => `link set ${name} master vnet`),
      ...hosts.map(({ name }) => `link set ${name} up`),
      ...outside.flatMap(toRouter),
      ...topology.nodes.map(({ podCidr, address }) => `route add ${podCidr} via ${address}`),
    ]),
    ROUTER_SETTINGS,
    ...hosts.map(hostScript),
  ].join("\n");
}

/** … that adds clients to a virtual network already made. */
export function addClientsScript(clients: readonly Host[]): string {
  const toThem = clients.flatMap((client) => [
    ...cable(client),
    `link set ${client.name} up`,
    ...toRouter(client),
  ]);
  return ["set -e", batch("", toThem), ROUTER_SETTINGS, ...clients.map(hostScript)].join("\n");
}

/** … that takes clients away; the last process in a client's network ends it for good. */
export function removeClientsScript(clients: readonly Host[]): string {
  const away = clients.flatMap(({ name }) => [`link del ${name}`, `netns del ${name}`]);
  return ["set -e", batch("", away)].join("\n");
}

function cable({ name }: Host): string[] {
  return [`netns add ${name}`, `link add ${name} type veth peer name eth0 netns ${name}`];
}

/**
 * The router's end of a client's cable: the router's address alone and a route to the one host, since clients that
 * share a network do not share a cable.
 */
function toRouter({ name, address, router }: Host): string[] {
  return [`addr add ${router}/32 dev ${name}`, `route add ${address}/32 dev ${name}`];
}

function hostScript(host: Host): string {
  const onSubnet = host.name.startsWith("node");
  const prefix = onSubnet ? host.prefixLength : 32;
  return [
    batch(host.name, [
      "link set lo up",
      `addr add ${host.address}/${prefix} dev eth0`,
      "link set eth0 up",
      `route add default via ${host.router} dev eth0${onSubnet ? "" : " onlink"}`,
    ]),
    ...(onSubnet ? [`nsenter --net=/run/netns/${host.name} sh -ec '${NODE_SETTINGS}'`] : []),
  ].join("\n");
}

/** Reverse path filtering would drop what comes from a frontend IP or goes another way than it came. */
const NO_FILTER = "for f in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 0 >$f; done";
const FORWARD = `echo 1 >/proc/sys/net/ipv4/ip_forward; ${NO_FILTER}`;

/** Whether bridged packets pass iptables' rules, where the kernel can have them do so; each network has its own word for it. */
const bridged = (value: 0 | 1): string =>
  `for f in /proc/sys/net/bridge/bridge-nf-call-iptables; do [ ! -e $f ] || echo ${value} >$f; done`;

/** As on AKS: else a pod that asks its own Service would hear from a pod of its node by that pod's address, and not know it. */
const NODE_SETTINGS = `${FORWARD}; ${bridged(1)}`;

/**
 * The router hands packets back to the bridge they came from; telling the nodes of a shorter way would undo the route table. What
 * nodes send each other is no business of its rules.
 */
const ROUTER_SETTINGS = `${FORWARD}; for f in /proc/sys/net/ipv4/conf/*/send_redirects; do echo 0 >$f; done; ${bridged(0)}`;

function batch(namespace: string, lines: readonly string[]): string {
  const where = namespace === "" ? "" : `-n ${namespace} `;
  return `ip ${where}-batch - <<E\n${lines.join("\n")}\nE`;
}
