import { MARKER_FIELD } from "../../experiments/capture/line";
import { plain } from "../../report/words";

/** A packet as `lab capture` tells it. */
export interface PacketLine {
  readonly node: string;
  /** Seconds since 1970 by the node's clock. */
  readonly at: number;
  readonly source: PacketEnd;
  readonly destination: PacketEnd;
  /** Wireshark's own summary. */
  readonly info: string;
}

interface PacketEnd {
  /** Empty for what is no IP. */
  readonly address: string;
  /** `null` where the protocol has none. */
  readonly port: number | null;
}

/** tshark's fields, in the order of a line. */
export const PACKET_FIELDS = [
  "frame.time_epoch",
  "ip.src",
  "tcp.srcport",
  "udp.srcport",
  "ip.dst",
  "tcp.dstport",
  "udp.dstport",
  "_ws.col.Info",
  MARKER_FIELD,
] as const;

/** Reads a line of tshark's with {@link PACKET_FIELDS}; `undefined` for one that is none. */
export function readPacketLine(node: string, line: string): PacketLine | undefined {
  const cells = line.split("\t");
  const [
    time = "",
    source = "",
    tcpFrom = "",
    udpFrom = "",
    destination = "",
    tcpTo = "",
    udpTo = "",
    info = "",
  ] = cells;
  if (cells.length !== PACKET_FIELDS.length || !/^\d+(\.\d+)?$/.test(time)) return undefined;
  return {
    node,
    at: Number(time),
    source: { address: source, port: portOf(tcpFrom, udpFrom) },
    destination: { address: destination, port: portOf(tcpTo, udpTo) },
    info,
  };
}

function portOf(tcp: string, udp: string): number | null {
  const port = tcp === "" ? udp : tcp;
  return /^\d+$/.test(port) ? Number(port) : null;
}

/** Lays lines out under each other; a node's name may be as wide as `nodes` are. */
export function packetLayout(nodes: readonly string[]) {
  const width = Math.max(4, ...nodes.map((node) => node.length));
  const row = (cells: readonly [string, string, string, string, string, string, string]) => {
    const [node, time, source, from, destination, to, info] = cells;
    const left = [node.padEnd(width), time.padEnd(15), source.padEnd(15), from.padStart(5)];
    return [...left, destination.padEnd(15), to.padStart(5), info].join("  ").trimEnd();
  };
  return {
    heading: row(["NODE", "TIME", "SOURCE", "PORT", "DESTINATION", "PORT", "INFO"]),
    line: ({ node, at, source, destination, info }: PacketLine) => {
      const [from, to] = [source, destination].map(({ port }) => (port === null ? "" : String(port)));
      return row([
        ...([node, timeOfDay(at), source.address, from ?? ""] as const),
        ...([destination.address, to ?? "", plain(info)] as const),
      ]);
    },
  };
}

/** 1795510775.977708 -> `09:39:35.977708` in the time zone of whoever looks. */
export function timeOfDay(at: number): string {
  const date = new Date(at * 1000);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) =>
    String(part).padStart(2, "0"),
  );
  const fraction = String(Math.floor((at % 1) * 1e6)).padStart(6, "0");
  return `${clock.join(":")}.${fraction}`;
}
