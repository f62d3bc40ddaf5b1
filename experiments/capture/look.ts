/** Which packets a node's capture takes, and what it tells of each. */
export interface Look {
  /** In libpcap's language: what is taken off the wire at all. */
  readonly captureFilter: string;
  /** In Wireshark's language: of which packets there is a line. */
  readonly displayFilter: string;
  /** tshark's names of a line's cells. */
  readonly fields: readonly string[];
  /** How much of each packet is looked at; the less, the more of them there is room for. */
  readonly bytes: number;
  /** The capture filter takes a request's first segment alone: it is told by that, without waiting for the rest of its headers. */
  readonly firstSegments?: true;
}

/** For {@link Look.bytes}: all headers and the beginning of a request. */
export const WHOLE_HEADERS = 1024;
