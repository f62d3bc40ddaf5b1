import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on 127.0.0.1 with a port of its own, so that nothing is remembered of another one. */
export async function serve(
  answer: RequestListener,
): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** An address on which nothing listens. */
export async function refusingUrl(): Promise<string> {
  const { url, server } = await serve(() => undefined);
  await close(server);
  return url;
}
