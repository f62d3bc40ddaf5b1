import { createServer, type Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** A forward proxy on 127.0.0.1 that knows a few servers and lets nobody anywhere else. */
export interface ForwardProxy {
  readonly url: string;
  /** Every `host:port` that was asked for, in order; refused ones too. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** @param routes the port on 127.0.0.1 that stands for each `host:port`. */
export async function serveProxy(routes: Readonly<Record<string, number>>): Promise<ForwardProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket)));
  };
  const server = createServer((_request, response) => {
    response.writeHead(403).end();
  });
  server.on("connection", keep);
  server.on("connect", ({ url = "" }, socket: Socket) => {
    asked.push(url);
    const port = routes[url];
    if (port === undefined) {
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const far = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      far.pipe(socket).pipe(far);
    });
    keep(far);
    // A cut connection is cut on the other side too.
    far.on("close", () => socket.destroy());
    socket.on("close", () => far.destroy());
  });
  return {
    url: await listen(server),
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
