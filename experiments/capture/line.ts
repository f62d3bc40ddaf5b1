import type { Endpoint } from "../traffic/sentRequest";
import type { Look } from "./command";

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
};

/** Reads one line of tshark's `-T fields` with {@link FIELDS}. Never throws: what comes off a network may be anything. */
export function parseLine(line: string): CapturedLine {
  const cells = line.split("\t");
  const [source = "", sourcePort, destination = "", destinationPort, protocol, at, uri = ""] = cells;
  const foreign = { kind: "foreign", line } as const;
  if (cells.length !== FIELDS.length) return foreign;
  const text = markerOf(line);
  if (text !== undefined) return { kind: "marker", text };
  const ends = [endpoint(source, sourcePort), endpoint(destination, destinationPort)] as const;
  const numbers = [number(protocol), number(at)] as const;
  if (ends[0] === null || ends[1] === null || numbers[0] === null || numbers[1] === null || uri === "") {
    return foreign;
  }
  return {
    kind: "request",
    source: ends[0],
    destination: ends[1],
    protocol: numbers[0],
    at: numbers[1],
    uri,
  };
}

function endpoint(address: string, port: string | undefined): Endpoint | null {
  const value = number(port);
  const known = value !== null && Number.isInteger(value) && value < 65536;
  return address !== "" && known ? { address, port: value } : null;
}

function number(text: string | undefined): number | null {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
