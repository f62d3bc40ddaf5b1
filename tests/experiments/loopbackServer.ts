import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Seen {
  readonly url: string;
  readonly method: string;
  readonly connection: string;
  readonly body: string;
  readonly peerPort: number;
}

export interface LoopbackServer {
  readonly port: number;
  readonly seen: readonly Seen[];
  /** The most requests that were under way at a time. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

type Answer = (id: string, response: ServerResponse, peer: { address: string; port: number }) => void;

/** What testapp answers. */
export const asTestapp: Answer = (id, response, peer) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ id, pod: "testapp-1", peerAddress: peer.address, peerPort: peer.port }));
};

/** An HTTP server on loopback that notes what it is asked and answers by `answer`. */
export async function loopbackServer(answer: Answer): Promise<LoopbackServer> {
  const seen: Seen[] = [];
  let now = 0;
  let most = 0;
  const server = createServer((request, response) => {
    now += 1;
    most = Math.max(most, now);
    response.on("close", () => (now -= 1));
    void bodyOf(request).then((body) => {
      const peer = { address: request.socket.remoteAddress ?? "", port: request.socket.remotePort ?? 0 };
      const url = request.url ?? "";
      seen.push({
        url,
        method: request.method ?? "",
        connection: request.headers.connection ?? "",
        body,
        peerPort: peer.port,
      });
      answer(url.slice("/r/".length), response, peer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    mostAtOnce: () => most,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
