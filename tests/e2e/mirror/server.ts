import { createReadStream, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Identity } from "../../../local/pki";
import type { Published } from "./releases";

/** Where each publisher sends those who ask for a file. */
export const STORES: Readonly<Record<string, string>> = {
  "dl.k8s.io": "cdn.dl.k8s.io",
  "github.com": "release-assets.githubusercontent.com",
};

export interface Faults {
  /** Files whose first request is answered by 503. */
  readonly busyOnce?: RegExp;
  /** Files whose first answer is cut in the middle. */
  readonly cutOnce?: RegExp;
  /** Files that are not what they should be. */
  readonly changed?: RegExp;
}

export interface Mirror {
  readonly port: number;
  /** `STATUS HOST PATH RANGE` of every answer with a file or a fault, in order. */
  readonly answers: readonly string[];
  close(): Promise<void>;
}

/** All publishers on one port of 127.0.0.1, at so many bytes a second altogether. */
export async function serveMirror(
  published: readonly Published[],
  identity: Identity,
  faults: Faults,
  bytesPerSecond: number,
): Promise<Mirror> {
  const answers: string[] = [];
  const files = new Map(published.map(({ path, file }) => [`/${path}`, file]));
  const throttle = sharedThrottle(bytesPerSecond);
  const done = new Set<string>();
  const once = (fault: RegExp | undefined, path: string): boolean => {
    if (fault?.test(path) !== true || done.has(`${fault.source} ${path}`)) return false;
    done.add(`${fault.source} ${path}`);
    return true;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = "", host = ""] = [request.url, request.headers.host];
    const file = files.get(path);
    const tell = (status: number) => answers.push(`${status} ${host} ${path} ${request.headers.range ?? ""}`);
    if (request.method === "HEAD" || file === undefined) {
      response.writeHead(file === undefined && path !== "/" ? 404 : 200).end();
    } else if (STORES[host] !== undefined) {
      response.writeHead(302, { location: `https://${STORES[host]}${path}` }).end();
    } else if (once(faults.busyOnce, path)) {
      tell(503);
      response.writeHead(503).end();
    } else {
      const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
      const size = statSync(file).size;
      tell(start > 0 ? 206 : 200);
      response.writeHead(start > 0 ? 206 : 200, { "content-length": size - start });
      const end = once(faults.cutOnce, path) ? Math.floor(size / 2) : size - 1;
      const content = [
        createReadStream(file, { start, end }),
        throttle(),
        spoil(faults.changed?.test(path)),
      ] as const;
      await pipeline(...content, response, { end: end === size - 1 });
      if (end < size - 1) response.destroy();
    }
  };
  const server = createServer({ cert: identity.certificate, key: identity.key }, (request, response) => {
    // A client may leave in the middle.
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    answers,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Streams that together let no more than so many bytes through in a second. */
function sharedThrottle(bytesPerSecond: number): () => Transform {
  let free = 0;
  return () =>
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        free = Math.max(free, performance.now()) + (chunk.length / bytesPerSecond) * 1000;
        void sleep(free - performance.now()).then(() => {
          done(null, chunk);
        });
      },
    });
}

/** Turns over the first byte, if told to. */
function spoil(changed = false): Transform {
  let first = changed;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (first) chunk.writeUInt8(chunk.readUInt8(0) ^ 0xff, 0);
      first = false;
      done(null, chunk);
    },
  });
}
