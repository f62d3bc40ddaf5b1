/** An address and a TCP port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** What testapp answers: its own name and whom it saw. */
export interface PodAnswer {
  readonly id: string;
  readonly pod: string;
  readonly peerAddress: string;
  readonly peerPort: number;
}

/** One request as its client tells it. */
export interface SentRequest {
  readonly id: string;
  /** The client's own end of the connection, before any NAT on the way; `null` when none was opened. */
  readonly local: Endpoint | null;
  /** HTTP status; `null` without an answer. */
  readonly status: number | null;
  readonly answer: PodAnswer | null;
  /** Milliseconds since 1970 by the client's clock. */
  readonly startedAt: number;
  /** From the first byte sent, or the connection asked for, to the last byte read or the giving up. */
  readonly milliseconds: number;
  /** Why there is no answer; `null` when there is one. */
  readonly error: string | null;
}
