import { ruleLines, type LabPicture, type PictureNode } from "./labPicture";

/** The lab as a mermaid flowchart, for wherever Markdown is read. */
export function mermaidGraph(picture: LabPicture): string {
  const { clients, rule, zones, networks } = picture;
  const vnet =
    networks === undefined
      ? ["Virtual network"]
      : [`Virtual network ${networks.vnet}`, `nodes ${networks.subnet}, Services ${networks.services}`];
  const nodes = zones.flatMap((zone) => zone.nodes);
  const idOf = (node: PictureNode) => `node${nodes.indexOf(node)}`;
  return [
    "flowchart TB",
    `  subgraph clients[${label(["Clients, outside the virtual network"])}]`,
    ...clients.map(
      ({ name, address }, i) => `    client${i}[${label([name, address ?? "address not known"])}]`,
    ),
    "  end",
    `  balancer[${label(["Load balancer", `${rule.frontendIPAddress}:${rule.frontendPort}`, ...ruleLines(picture)])}]`,
    `  subgraph vnet[${label(vnet)}]`,
    ...zones.flatMap(({ name, nodes }, z) => [
      `    subgraph zone${z}[${label([name === "" ? "No zone" : `Zone ${name}`])}]`,
      ...nodes.flatMap((node) => nodeLines(node, idOf(node))),
      "    end",
    ]),
    "  end",
    "  clients --> balancer",
    ...nodes.map((node) => `  balancer ${node.healthy === false ? "-.-x" : "-->"} ${idOf(node)}`),
    "",
  ].join("\n");
}

function nodeLines(node: PictureNode, id: string): readonly string[] {
  const { name, address, podCidr, healthy, pods } = node;
  const told = [
    ...[name, address],
    ...(podCidr === undefined ? [] : [`route ${podCidr}`]),
    ...(healthy === undefined ? [] : [`health probe: ${healthy ? "up" : "DOWN"}`]),
  ];
  return [
    `      ${id}[${label(told)}]`,
    ...pods.map((pod, i) => `      ${id}pod${i}([${label([`pod ${pod.name}`, pod.address])}])`),
    ...pods.map((_, i) => `      ${id} --- ${id}pod${i}`),
  ];
}

/** Lines as mermaid's quoted text. Whatever might mean something to it is written as its number. */
function label(lines: readonly string[]): string {
  const safe = (text: string) =>
    text.replace(/[^a-zA-Z0-9 .,:/()·-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
  return `"${lines.map(safe).join("<br>")}"`;
}
