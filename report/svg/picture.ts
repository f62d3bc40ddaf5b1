import { ruleLines, type LabPicture, type PictureNode, type PictureZone } from "../graph/labPicture";
import { html, type Markup } from "../html/markup";
import { count, short } from "../words";
import { drawing, type Drawing } from "./drawing";
import { arrow, box, textLine, wrappedTo, type Box } from "./shapes";

const GAP = 12;
const PAD = 12;
/** More are counted only. */
const MOST_CLIENTS = 18;
const CHIP = { width: 132, height: 40 };
const LINE = 17;
const SMALLEST_NODE = 190;

/** A part of the picture that is drawn, with the place it takes. */
interface Part extends Box {
  readonly markup: Markup;
}

/**
 * The lab from the clients at the top to the pods at the bottom.
 * @param width in pixels; from 320.
 */
export function pictureSvg(picture: LabPicture, width: number): Drawing {
  const clients = clientsPart(picture, width);
  const balancer = balancerPart(picture, width, clients.height + 34);
  const network = networkPart(picture, width, balancer.y + balancer.height + 38);
  const middle = width / 2;
  const height = network.y + network.height + 1;
  const lines = network.entries.map((x) => arrow(middle, balancer.y + balancer.height, x, network.y));
  const inside = html`${clients.markup}${arrow(middle, clients.height, middle, balancer.y)}
  ${balancer.markup}${lines}${network.markup}`;
  return drawing("picture", inside, { width, height }, describe(picture));
}

function clientsPart({ clients }: LabPicture, width: number): Part {
  const inner = width - 2 * PAD;
  const columns = Math.max(1, Math.floor((inner + GAP) / (CHIP.width + GAP)));
  const shown = clients.slice(0, MOST_CLIENTS);
  const rows = Math.ceil(shown.length / columns);
  const more = clients.length > shown.length ? ` · ${shown.length} of ${clients.length} shown` : "";
  const chipWidth = (inner - (columns - 1) * GAP) / columns;
  const height = 30 + rows * (CHIP.height + 8) + 4;
  const frame = { x: 0.5, y: 0.5, width: width - 1, height };
  const chips = shown.map(({ name, address }, i) => {
    const x = PAD + (i % columns) * (chipWidth + GAP);
    const y = 30 + Math.floor(i / columns) * (CHIP.height + 8);
    const at = { x: x + 9, width: chipWidth - 14 };
    return html`${box({ x, y, width: chipWidth, height: CHIP.height }, "paper", "line")}
    ${textLine(short(name), { ...at, y: y + 17 }, { bold: true })}${textLine(address ?? "address not known", { ...at, y: y + 32 }, SMALL)}`;
  });
  const title = textLine(
    `Clients, outside the virtual network${more}`,
    { x: PAD, y: 20, width: inner },
    CAPTION,
  );
  return { ...frame, markup: html`${box(frame, "panel", "line")}${title}${chips}` };
}

const CAPTION = { role: "soft" } as const;
const SMALL = { size: 11, role: "soft", mono: true } as const;

function balancerPart(picture: LabPicture, width: number, y: number): Part {
  const { rule, target } = picture;
  const own = Math.min(width - 1, 560);
  const x = (width - own) / 2;
  const inner = own - 2 * PAD;
  const at = { x: x + PAD, width: inner };
  const lines = ruleLines(picture).flatMap((line) => wrappedTo(inner, line, 12));
  const height = 66 + lines.length * LINE;
  const frame = { x, y, width: own, height };
  const markup = html`${box(frame, "paper", "ink")}
  ${textLine(target === "azure" ? "Azure load balancer" : "Load balancer, made like Azure's", { ...at, y: y + 22 }, CAPTION)}
  ${textLine(`${rule.frontendIPAddress}:${rule.frontendPort}`, { ...at, y: y + 42 }, { size: 15, bold: true })}
  ${lines.map((line, i) => textLine(line, { ...at, y: y + 63 + i * LINE }, CAPTION))}`;
  return { ...frame, markup };
}

interface NetworkPart extends Part {
  /** Where arrows to the nodes end, at the upper edge. */
  readonly entries: readonly number[];
}

function networkPart({ zones, networks, service }: LabPicture, width: number, y: number): NetworkPart {
  const inner = width - 2 * PAD;
  const told =
    networks === undefined
      ? `Virtual network · Service port ${service.port}`
      : `Virtual network ${networks.vnet} · nodes ${networks.subnet} · Services ${networks.services}`;
  const lines = wrappedTo(inner, told, 12);
  const parts = zoneParts(zones, inner, y + 16 + lines.length * LINE);
  const below = Math.max(...parts.map((part) => part.y + part.height)) + PAD;
  const aside = new Set(parts.map((part) => part.y)).size === 1;
  const entries = aside ? parts.flatMap(middlesOfNodes) : [width / 2];
  const frame = { x: 0.5, y, width: width - 1, height: below - y };
  const title = lines.map((line, i) =>
    textLine(line, { x: PAD, y: y + 22 + i * LINE, width: inner }, CAPTION),
  );
  return {
    ...frame,
    entries,
    markup: html`${box(frame, "panel", "line")}${title}${parts.map(({ markup }) => markup)}`,
  };
}

/** Beside each other only when all fit: one zone under the other is easier to read than a broken row. */
function zoneParts(zones: readonly PictureZone[], inner: number, top: number): readonly ZonePart[] {
  const nodes = zones.reduce((sum, zone) => sum + zone.nodes.length, 0);
  const frames = (zones.length - 1) * GAP + zones.length * 2 * PAD + (nodes - zones.length) * GAP;
  const room = (inner - frames) / nodes;
  const parts: ZonePart[] = [];
  let [x, y] = [PAD, top];
  for (const zone of zones) {
    const aside = room >= SMALLEST_NODE;
    const fitting = Math.max(1, Math.floor((inner - 2 * PAD + GAP) / (SMALLEST_NODE + GAP)));
    const columns = aside ? zone.nodes.length : Math.min(fitting, zone.nodes.length);
    const nodeWidth = aside ? room : (inner - 2 * PAD - (columns - 1) * GAP) / columns;
    const part = zonePart(zone, { x, y, columns, nodeWidth });
    parts.push(part);
    if (aside) x += part.width + GAP;
    else y += part.height + GAP;
  }
  return parts;
}

function middlesOfNodes({ x, columns, nodeWidth }: ZonePart): readonly number[] {
  return Array.from({ length: columns }, (_, i) => x + PAD + i * (nodeWidth + GAP) + nodeWidth / 2);
}

interface ZonePart extends Part {
  readonly columns: number;
  readonly nodeWidth: number;
}

function zonePart(
  { name, nodes }: PictureZone,
  { x, y, columns, nodeWidth }: { x: number; y: number; columns: number; nodeWidth: number },
): ZonePart {
  const nodeHeight = Math.max(...nodes.map(heightOfNode));
  const rows = Math.ceil(nodes.length / columns);
  const width = columns * nodeWidth + (columns - 1) * GAP + 2 * PAD;
  const height = 28 + rows * (nodeHeight + GAP);
  const frame = { x, y, width, height };
  const cards = nodes.map((node, i) =>
    nodeCard(node, {
      x: x + PAD + (i % columns) * (nodeWidth + GAP),
      y: y + 28 + Math.floor(i / columns) * (nodeHeight + GAP),
      width: nodeWidth,
      height: nodeHeight,
    }),
  );
  const title = textLine(
    name === "" ? "No zone" : `Zone ${name}`,
    { x: x + PAD, y: y + 19, width: width - 2 * PAD },
    CAPTION,
  );
  return { ...frame, columns, nodeWidth, markup: html`${box(frame, "panel", "soft", true)}${title}${cards}` };
}

const MOST_PODS = 6;

function heightOfNode(node: PictureNode): number {
  return 16 + nodeLines(node).length * LINE + Math.max(1, Math.min(node.pods.length, MOST_PODS + 1)) * 42;
}

/** What is known of the node, the first line its name. */
function nodeLines({ name, address, podCidr, healthy }: PictureNode): readonly string[] {
  return [
    short(name),
    address,
    ...(podCidr === undefined ? [] : [`route ${podCidr}`]),
    ...(healthy === undefined ? [] : [healthy ? "health probe: up" : "health probe: DOWN"]),
  ];
}

function nodeCard(node: PictureNode, frame: Box): Markup {
  const { x, y, width } = frame;
  const at = { x: x + 10, width: width - 20 };
  const lines = nodeLines(node);
  const below = y + 12 + lines.length * LINE;
  const pods = node.pods.slice(0, MOST_PODS);
  const more = node.pods.length - pods.length;
  const chips = pods.map(({ name, address }, i) => {
    const chip = { x: x + 8, y: below + i * 42, width: width - 16, height: 36 };
    const inside = { x: chip.x + 8, width: chip.width - 14 };
    return html`${box(chip, "panel", "accent")}
    ${textLine(`pod ${name}`, { ...inside, y: chip.y + 15 }, { size: 11 })}${textLine(address, { ...inside, y: chip.y + 29 }, SMALL)}`;
  });
  const rest =
    pods.length === 0 ? "no pod of the Service" : more > 0 ? `and ${count(more, "more pod")}` : null;
  return html`${box(frame, "paper", "soft")}
  ${lines.map((line, i) => textLine(line, { ...at, y: y + 20 + i * LINE }, i === 0 ? { size: 13, bold: true } : SMALL))}${chips}
  ${rest === null ? null : textLine(rest, { ...at, y: below + pods.length * 42 + 15 }, { size: 11, role: "soft" })}`;
}

function describe({ clients, rule, zones }: LabPicture): string {
  const nodes = zones.flatMap(({ name, nodes }) =>
    nodes.map(
      (node) => `${node.name} in ${name === "" ? "no zone" : name} with ${count(node.pods.length, "pod")}`,
    ),
  );
  return `The lab: ${count(clients.length, "client")} outside the virtual network, the load balancer with frontend IP ${rule.frontendIPAddress}, and behind it ${nodes.join(", ")}.`;
}
