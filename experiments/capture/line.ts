import type { Endpoint } from "../traffic/sentRequest";
import { WHOLE_HEADERS, type Look } from "./look";

/** A request as one node's eth0 saw it go by, in or out. */
export interface RequestPacket {
  readonly kind: "request";
  readonly source: Endpoint;
  readonly destination: Endpoint;
  /** IP protocol number; 6 is TCP. */
  readonly protocol: number;
  /** Seconds since 1970 by the node's clock. */
  readonly at: number;
  readonly uri: string;
}

/** A packet that the capture itself sent, to learn how far it has come. */
export interface MarkerPacket {
  readonly kind: "marker";
  readonly text: string;
}

/** A line that is neither. */
export interface ForeignLine {
  readonly kind: "foreign";
  readonly line: string;
}

export type CapturedLine = RequestPacket | MarkerPacket | ForeignLine;

/** What every marker begins with. */
export const MARKER = "aks-lb-lab-marker";

/** The last field of every line, whatever else it tells: by it markers are known. */
export const MARKER_FIELD = "udp.payload";

const MARKER_IN_HEX = Buffer.from(MARKER).toString("hex");

/** The text of the marker that `line` tells of; `undefined` for every other packet. */
export function markerOf(line: string): string | undefined {
  const payload = line.slice(line.lastIndexOf("\t") + 1);
  return payload.startsWith(MARKER_IN_HEX) ? Buffer.from(payload, "hex").toString("utf8") : undefined;
}

/** tshark's fields, in the order of a line: the seed's five, then when, which request, and a marker's text. */
export const FIELDS = [
  "ip.src",
  "tcp.srcport",
  "ip.dst",
  "tcp.dstport",
  "ip.proto",
  "frame.time_epoch",
  "http.request.uri",
  MARKER_FIELD,
] as const;

/** What the lab's own requests are known by, as the seed has it, and what of them is told. */
export const REQUESTS: Look = {
  captureFilter: "port 80",
  displayFilter: 'http.request.method == "GET" && http contains "YO"',
  fields: FIELDS,
  bytes: WHOLE_HEADERS,
};

const TABS = FIELDS.length - 1;

/** Reads one line of tshark's `-T fields` with {@link FIELDS}. Never throws: what comes off a network may be anything. */
export function parseLine(line: string): CapturedLine {
  const text = markerOf(line);
  const cells = cellEnds(line);
  if (cells === undefined) return { kind: "foreign", line };
  if (text !== undefined) return { kind: "marker", text };
  const [source, sourcePort, destination, destinationPort, protocol, at, uri] = cells;
  const packet = {
    kind: "request",
    source: { address: line.slice(0, source), port: wholeNumber(line, source + 1, sourcePort) },
    destination: {
      address: line.slice(sourcePort + 1, destination),
      port: wholeNumber(line, destination + 1, destinationPort),
    },
    protocol: wholeNumber(line, destinationPort + 1, protocol),
    at: decimalNumber(line.slice(protocol + 1, at)),
    uri: line.slice(at + 1, uri),
  } as const;
  return isWhole(packet) ? packet : { kind: "foreign", line };
}

function isWhole({ source, destination, protocol, at, uri }: RequestPacket): boolean {
  const numbers = source.port >= 0 && destination.port >= 0 && protocol >= 0 && at >= 0;
  return numbers && source.address !== "" && destination.address !== "" && uri !== "";
}

type CellEnds = readonly [number, number, number, number, number, number, number];

/** Where each cell but the last ends; there may be millions of lines, and cutting them up takes long. */
function cellEnds(line: string): CellEnds | undefined {
  const ends: number[] = [];
  for (let end = line.indexOf("\t"); end >= 0; end = line.indexOf("\t", end + 1)) ends.push(end);
  return ends.length === TABS ? (ends as unknown as CellEnds) : undefined;
}

/** The port or protocol that the digits from `from` to `to` are; -1 for anything else. */
function wholeNumber(line: string, from: number, to: number): number {
  let value = from === to ? -1 : 0;
  for (let i = from; i < to; i += 1) {
    const digit = line.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9 || value < 0) return -1;
    value = value * 10 + digit;
  }
  return value < 65536 ? value : -1;
}

/** -1 for anything else. */
function decimalNumber(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : -1;
}
