import { MARKER_FIELD } from "../../experiments/capture/line";
import type { Look } from "../../experiments/capture/look";
import type { Endpoint } from "../../experiments/traffic/sentRequest";

/** Anybody's HTTP request as one node's eth0 saw it go by, in or out. */
export interface RequestSighting {
  readonly node: string;
  /** Seconds since 1970 by the node's clock. */
  readonly at: number;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  /**
   * TCP's own numbers of the segment. Neither the load balancer nor masquerading changes them, so they are the same wherever
   * this request is seen, and by two numbers of 32 bits no other's.
   */
  readonly segment: string;
  readonly method: string;
  readonly uri: string;
}

/** How requests begin, four letters each: all else of a connection need not be looked at. */
const METHODS = ["GET ", "POST", "PUT ", "HEAD", "DELE", "PATC", "OPTI"];

/** Headers below HTTP, and of that the first line: `hey` may send a great many. */
const BYTES = 384;

const FIELDS = [
  "frame.time_epoch",
  "ip.src",
  "tcp.srcport",
  "ip.dst",
  "tcp.dstport",
  "tcp.seq_raw",
  "tcp.ack_raw",
  "http.request.method",
  "http.request.uri",
  "http.request.version",
  MARKER_FIELD,
] as const;

/**
 * Looks at the first segment of every request to one of `ports`: its addresses and numbers are all that a way takes, and of a body
 * or of headers in further segments nothing is waited for.
 */
export function requestsTo(ports: readonly number[]): Look {
  const toPorts = [...new Set(ports)].map((port) => `tcp dst port ${port}`).join(" or ");
  const begins = METHODS.map(
    (word) => `tcp[((tcp[12] & 0xf0) >> 2):4] = 0x${Buffer.from(word).toString("hex")}`,
  );
  return {
    captureFilter: `(${toPorts}) and (${begins.join(" or ")})`,
    displayFilter: "http.request",
    fields: FIELDS,
    bytes: BYTES,
    firstSegments: true,
  };
}

/** Reads a line of tshark's with the fields of {@link requestsTo}; `undefined` for one that is none. */
export function readSighting(node: string, line: string): RequestSighting | undefined {
  const cells = line.split("\t");
  if (cells.length !== FIELDS.length) return undefined;
  const [at = "", source = "", from, destination = "", to, sequence = "", ack = "", method = ""] = cells;
  const [uri = "", version = ""] = cells.slice(FIELDS.indexOf("http.request.uri"));
  const [fromPort, toPort] = [port(from), port(to)];
  const whole = [at, source, destination, sequence, ack, method].every((cell) => cell !== "");
  if (!whole || !/^\d+(\.\d+)?$/.test(at) || fromPort === undefined || toPort === undefined) return undefined;
  return {
    ...{ node, at: Number(at), segment: `${sequence}/${ack}`, method },
    // What follows the URI is missing where the request line goes on behind what was looked at.
    uri: version === "" ? `${uri}…` : uri,
    source: { address: source, port: fromPort },
    destination: { address: destination, port: toPort },
  };
}

function port(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
